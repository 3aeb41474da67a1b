"""The units and prefixes that people type, as tables. Letters that mean two things are listed as such."""

from bot.estimation.metrics import SECONDS

# Prefix words and letters → factor. Matched as written first, then in lower case.
SCALES: dict[str, float] = {
    "k": 1e3, "K": 1e3, "thousand": 1e3, "thousands": 1e3, "thou": 1e3, "thsd": 1e3, "tsd": 1e3, "tausend": 1e3,
    "mille": 1e3, "grand": 1e3,
    "M": 1e6, "mm": 1e6, "MM": 1e6, "mn": 1e6, "mln": 1e6, "mil": 1e6, "mill": 1e6, "mio": 1e6, "million": 1e6,
    "millions": 1e6, "millionen": 1e6, "mios": 1e6, "millones": 1e6, "millón": 1e6, "millon": 1e6, "meg users": 1e6,
    "m": 1e6,
    "bn": 1e9, "bil": 1e9, "bln": 1e9, "bill": 1e9, "billion": 1e9, "billions": 1e9, "mrd": 1e9, "mia": 1e9,
    "milliarde": 1e9, "milliarden": 1e9, "milliard": 1e9, "milliards": 1e9, "b": 1e9, "B": 1e9,
    "t": 1e12, "T": 1e12, "P": 1e15, "tn": 1e12, "tln": 1e12, "trn": 1e12, "tril": 1e12, "trillion": 1e12, "trillions": 1e12,
    "quadrillion": 1e15,
    "lakh": 1e5, "lakhs": 1e5, "lac": 1e5, "lacs": 1e5, "crore": 1e7, "crores": 1e7, "cr": 1e7,
    "hundred": 1e2, "hundreds": 1e2, "dozen": 12.0, "dozens": 12.0,
    "kilo": 1e3, "giga": 1e9,
}  # fmt: skip
_PREFIX = {"k": 1e3, "m": 1e6, "g": 1e9, "t": 1e12, "p": 1e15, "e": 1e18}
_NAMES = {"kilo": 1e3, "mega": 1e6, "giga": 1e9, "tera": 1e12, "peta": 1e15, "exa": 1e18}
_BINARY = {"kibi": 1024.0, "mebi": 1024.0**2, "gibi": 1024.0**3, "tebi": 1024.0**4, "pebi": 1024.0**5}


def _sizes() -> dict[str, float]:
    """Size units → bytes. Case decides between bits and bytes: Mb and Mbit are bits, mb, MB and Mo are bytes."""
    table = {"byte": 1.0, "bytes": 1.0, "octet": 1.0, "octets": 1.0, "bit": 1 / 8, "bits": 1 / 8, "oct": 1.0}
    for letter, factor in _PREFIX.items():
        upper = letter.upper()
        table |= {f"{letter}b": factor, f"{upper}B": factor, f"{letter}B": factor, f"{upper}b": factor / 8}
        table |= {f"{upper}o": factor} if letter in "kmgt" else {}
        table |= {"ko": 1e3}
        table |= {f"{form}{letter}bit{s}": factor / 8 for form in ("",) for s in ("", "s")}
        table |= {f"{upper}bit{s}": factor / 8 for s in ("", "s")}
        power = 1024.0 ** ("kmgtpe".index(letter) + 1)
        table |= {f"{upper}iB": power, f"{letter}ib": power, f"{upper}ib": power / 8, f"{letter}iB": power}
    table |= {"kbyte": 1e3, "mbyte": 1e6, "gbyte": 1e9, "tbyte": 1e12, "kbytes": 1e3, "mbytes": 1e6, "gbytes": 1e9}
    table |= {"meg": 1e6, "megs": 1e6, "gig": 1e9, "gigs": 1e9, "tera": 1e12, "teras": 1e12, "ter": 1e12}
    table |= {"peta": 1e15, "petas": 1e15, "tb": 1e12, "tbs": 1e12, "gbs": 1e9, "mbs": 1e6, "kbs": 1e3, "pbs": 1e15}
    table |= {"TBs": 1e12, "GBs": 1e9, "MBs": 1e6, "KBs": 1e3, "PBs": 1e15}
    for name, factor in _NAMES.items():
        for s in ("", "s"):
            table |= {f"{name}byte{s}": factor, f"{name}bit{s}": factor / 8, f"{name}octet{s}": factor}
    for name, factor in _BINARY.items():
        table |= {f"{name}byte": factor, f"{name}bytes": factor}
    return table


def _bandwidths() -> dict[str, float]:
    """Units that carry their own "per second" → bytes per second: whatever ends in bps is bits, but MBps is bytes."""
    table = {"bps": 1 / 8, "Bps": 1.0}
    for letter, factor in _PREFIX.items():
        upper = letter.upper()
        table |= {f"{letter}bps": factor / 8, f"{upper}bps": factor / 8, f"{letter}bits": factor / 8}
        table |= {f"{upper}BPS": factor, f"{upper}Bps": factor, f"{letter}Bps": factor, f"{letter}bytesps": factor}
        table |= {f"{upper}iBps": 1024.0 ** ("kmgtpe".index(letter) + 1), f"{upper}bitps": factor / 8}
    for letter in _PREFIX:
        table.pop(f"{letter}bits", None)
    return table


def _rates() -> dict[str, float]:
    """Event rates with a name of their own → per second."""
    table = dict.fromkeys(("qps", "rps", "tps", "wps", "ops", "iops", "eps", "hps", "pps", "msgps", "reqps"), 1.0)
    table |= dict.fromkeys(("rpm", "qpm", "tpm"), 1 / 60) | {"rph": 1 / 3600, "qph": 1 / 3600}
    for name in ("qps", "rps", "tps", "wps", "iops", "ops", "rpm"):
        table |= {f"k{name}": 1e3 * table[name], f"m{name}": 1e6 * table[name]}
    return table


SIZES = _sizes()
BANDWIDTHS = _bandwidths()
RATES = _rates()

# Durations → seconds. "m" alone is a million or a minute: the reader decides.
TIMES: dict[str, float] = {
    "ns": 1e-9, "nanosecond": 1e-9, "nanoseconds": 1e-9, "us": 1e-6, "µs": 1e-6, "μs": 1e-6, "usec": 1e-6,
    "microsecond": 1e-6, "microseconds": 1e-6, "micros": 1e-6,
    "ms": 1e-3, "msec": 1e-3, "msecs": 1e-3, "millis": 1e-3, "millisecond": 1e-3, "milliseconds": 1e-3,
    "millisecs": 1e-3, "milli": 1e-3,
    "s": 1.0, "sec": 1.0, "secs": 1.0, "second": 1.0, "seconds": 1.0, "sekunden": 1.0, "sekunde": 1.0,
    "secondes": 1.0, "segundos": 1.0,
    "min": 60.0, "mins": 60.0, "minute": 60.0, "minutes": 60.0, "minuten": 60.0, "minutos": 60.0,
    "h": 3600.0, "hr": 3600.0, "hrs": 3600.0, "hour": 3600.0, "hours": 3600.0, "stunde": 3600.0, "stunden": 3600.0,
    "heures": 3600.0, "horas": 3600.0,
    "d": SECONDS["day"], "day": SECONDS["day"], "days": SECONDS["day"], "tage": SECONDS["day"],
    "tagen": SECONDS["day"], "jours": SECONDS["day"], "días": SECONDS["day"], "dias": SECONDS["day"],
    "wk": SECONDS["week"], "wks": SECONDS["week"], "week": SECONDS["week"], "weeks": SECONDS["week"],
    "wochen": SECONDS["week"], "semaines": SECONDS["week"], "semanas": SECONDS["week"],
    "mo": SECONDS["month"], "mos": SECONDS["month"], "mth": SECONDS["month"], "mths": SECONDS["month"],
    "month": SECONDS["month"], "months": SECONDS["month"], "monate": SECONDS["month"], "monaten": SECONDS["month"],
    "mois": SECONDS["month"], "meses": SECONDS["month"],
    "y": SECONDS["year"], "yr": SECONDS["year"], "yrs": SECONDS["year"], "year": SECONDS["year"],
    "years": SECONDS["year"], "jahr": SECONDS["year"], "jahre": SECONDS["year"], "jahren": SECONDS["year"],
    "ans": SECONDS["year"], "an": SECONDS["year"], "année": SECONDS["year"], "années": SECONDS["year"],
    "años": SECONDS["year"],
}  # fmt: skip
NOT_AFTER_A_SPACE = frozenset({"s", "h", "d", "y", "m", "an", "mo", "t", "b", "milli", "us", "cr"})

# The word after "per", "a", "/" → the period.
PERIODS: dict[str, str] = {
    **dict.fromkeys(("s", "sec", "secs", "second", "seconds", "sekunde", "seconde", "segundo", "sek", "scond",
                     "secound"), "second"),
    **dict.fromkeys(("m", "min", "mins", "minute", "minutes", "minuto"), "minute"),
    **dict.fromkeys(("h", "hr", "hrs", "hour", "hours", "stunde", "heure", "hora"), "hour"),
    **dict.fromkeys(("d", "day", "days", "tag", "jour", "día", "dia"), "day"),
    **dict.fromkeys(("w", "wk", "week", "weeks", "woche", "semaine", "semana"), "week"),
    **dict.fromkeys(("mo", "mon", "month", "months", "mth", "monat", "mois", "mes"), "month"),
    **dict.fromkeys(("y", "yr", "yrs", "year", "years", "annum", "jahr", "an", "année", "annee", "año"), "year"),
}  # fmt: skip
PERIOD_WORDS: dict[str, str] = {
    "daily": "day", "hourly": "hour", "weekly": "week", "monthly": "month", "yearly": "year", "annually": "year",
    "annual": "year", "täglich": "day", "nightly": "day", "p.a": "year", "pa": "year",
}  # fmt: skip
PER_SIGNS = frozenset({"/", "per", "a", "an", "each", "every", "pro", "par", "por", "al", "p", "the", "one"})

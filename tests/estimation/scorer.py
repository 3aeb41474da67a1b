"""The published scorer of the labelled texts, as it was given: matches, false positives, clean rows, grades, chains."""

FAM = {"count": "n", "users": "n", "ratio": "n", "req/s": "r", "B": "B", "B/s": "W", "s": "s", None: "n"}
SEC = {"day": 86400, "week": 604800, "month": 2592000, "year": 31536000}


def close(a, b, tol=0.01):
    return a is not None and b is not None and (a == b or abs(a - b) <= tol * abs(b))


def full_ok(p, e, need_per=True):
    """value in base units + unit family + period (or the same fact as a per-second rate)"""
    v, pf, pp, ef = p.get("value"), FAM.get(p.get("unit"), "?"), p.get("per"), FAM[e["unit"]]
    tol = 0.02 if pf == "s" else 0.01

    def val(x, k=1.0):  # k rescales the stated range like x
        if "range" in e:
            lo, hi = e["range"]
            if p.get("range"):
                return close(p["range"][0] * k, lo, tol) and close(p["range"][1] * k, hi, tol)
            return lo * 0.99 <= x <= hi * 1.01
        return any(close(x, t, tol) for t in [e["value_in_base_units"], *e.get("accept_values", [])])

    if v is None:
        return False
    pers = [e["per"], *e.get("per_alt", [])]
    free = not need_per or pf not in ("n", "B") or e["unit"] in ("ratio", "users")
    if pf in {FAM[u] for u in [e["unit"], *e.get("unit_alt", [])]} and val(v) and (free or pp in pers):
        return True
    ep = e["per"]
    if ep and (pf, ef) in (("r", "n"), ("W", "B")):
        return val(v * SEC[ep], SEC[ep])
    if pp and (pf, ef) in (("n", "r"), ("B", "W")):
        return val(v / SEC[pp], 1 / SEC[pp])
    if pp and ep and pf == ef and pf in ("n", "B") and pp != ep:
        return val(v * SEC[ep] / SEC[pp], SEC[ep] / SEC[pp])
    return False


def score_estimates(rows, preds):
    def overlap(a, b):
        return max(0, min(a[1], b[1]) - max(a[0], b[0]))

    exp = pred = det = full = val = met = metn = fp = clean = dis = 0
    for r in rows:
        es, ps = r["expected"], preds.get(r["id"], [])
        exp += len(es)
        pairs = sorted(
            (
                (full_ok(p, e), overlap(p["span"], e["span"]), i, j)
                for i, p in enumerate(ps)
                for j, e in enumerate(es)
                if overlap(p["span"], e["span"])
            ),
            reverse=True,
        )
        up, ue = set(), set()
        for f, _, i, j in pairs:  # one-to-one, best first
            if i in up or j in ue:
                continue
            up.add(i)
            ue.add(j)
            det += 1
            full += f
            val += full_ok(ps[i], es[j], False)
            if f and es[j]["metric"]:
                metn += 1
                met += ps[i].get("metric") in [es[j]["metric"], *es[j].get("metric_alt", [])]
        bad = 0
        for i, p in enumerate(ps):  # neutral: inside `allowed`, a range or an expression
            if (
                i not in up
                and not any(overlap(p["span"], a["span"]) for a in r["allowed"])
                and not any(overlap(p["span"], e["span"]) and ("range" in e or r["kind"] == "expression") for e in es)
            ):
                bad += 1
        fp += bad
        pred += len(up) + bad
        if r["kind"] == "distractor":
            dis += 1
            clean += not bad

    def prf(tp):
        a, b = tp / max(pred, 1), tp / max(exp, 1)
        return {"P": round(a, 3), "R": round(b, 3), "F1": round(2 * a * b / (a + b) if a + b else 0, 3)}

    return {
        "detect": prf(det),
        "full": prf(full),
        "value_acc": round(val / exp, 3),
        "metric_acc": round(met / metn, 3) if metn else None,
        "false_positives": fp,
        "clean_distractor_rows": f"{clean}/{dis}",
    }


def score_checks(rows, preds):
    g = d = b = c = cn = 0
    for r in rows:
        p = preds.get(r["id"], {})
        okg, okd = p.get("grade") in r["accept_grades"], p.get("diagnosis") in r["accept_diagnoses"]
        g += okg
        d += okd
        b += okg and okd
        if "expected_chain" in r:
            cn += 1
            c += p.get("chain") == r["expected_chain"]
    n = len(rows)
    return {
        "rows": n,
        "grade": round(g / n, 3),
        "diagnosis": round(d / n, 3),
        "both": round(b / n, 3),
        "chain": f"{c}/{cn}",
    }

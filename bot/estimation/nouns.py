"""The nouns of load estimates by what they count, and the words that tell one metric from another."""

import re
from functools import cache

PEOPLE, WRITE, READ, EVENT, SERVER, SHARD, COPY, CONNECTION, FOLLOWER, PUSH, OBJECT = (
    "people", "write", "read", "event", "server", "shard", "copy", "connection", "follower", "push", "object",
)  # fmt: skip

_GROUPS: dict[str, str] = {
    PEOPLE: """user people person viewer rider driver customer guest subscriber visitor player listener member
        account actor shopper buyer seller merchant student patient passenger human creator author reader writer
        tenant employee device phone client sender publisher host courier dau mau wau nutzer benutzer
        utilisateur usuario usuarios utilisateurs kunden traveller traveler folk consumer resident citizen gamer
        streamer uploader commenter poster participant attendee individual eyeball installs household
        ppl actives active-user sensor meter vehicle car truck bike bot machine-user eyeballs diner eater cyclist
        commuter trader investor cardholder advertiser
        gerät geräte geräten fahrer kunde benutzern nutzern personen clientes cliente personne personnes appareil appareils
        abonné abonnés dispositivo dispositivos persona personas utente utenti usuário usuários gebruiker gebruikers
        abonnenten spieler teilnehmer mitglied mitglieder membres conducteurs conductores leute gente gens""",
    WRITE: """message msg post tweet comment upload booking order payment transaction event sample tick
        write update insert notification click photo image picture video file link paste ride trip location ping report
        record log metric reading sync bid edit change reaction like vote review rating checkin creation
        submission signup registration reservation purchase sale trade quote heartbeat
        row entry story mail email sms dm song track chunk block blob clip snap pin issue ticket document doc page
        crawl datapoint point measurement span trace alert packet frame save append mutation commit
        delivery shipment parcel package swipe match move score line update nachricht nachrichten mensajes beitrag
        publication transfer deposit check-in attachment receipt invoice claim answer article item
        bookmark prescription appointment scan beacon ad key short-link shortlink shortening url thumbnail
        emoji sticker session game workout step-count gps position coordinate status listing product activity action
        mutations ingest ingestion telemetry impression-write conversion word character char transcript recording
        messungen messung beiträge bestellungen bestellung buchungen buchung schreibzugriff schreibzugriffe ereignisse
        ereignis bilder uploads-pro einträge écriture écritures commande commandes réservation réservations envois
        événement événements messages-envoyés mesures publicaciones escritura escrituras pedidos pedido reservas reserva
        fotos foto eventos evento envíos mensaje mensagens messaggi messaggio bericht berichten fotografías prenotazioni
        keystroke delivery-note sighting""",
    READ: """read view fetch lookup redirect redirection download stream play get search impression pull visit hit
        watch playback retrieval select scroll refresh pageview open reading-back resolve resolution
        browse load query-read suggestion listen
        lesezugriff lesezugriffe lesevorgänge aufruf aufrufe abruf abrufe lecture lectures vue vues consultation consultations
        lectura lecturas vista vistas consulta consultas letture leituras visualizações besuche besuch suchen suche""",
    EVENT: """request req call operation op query job task hit interaction requête anfrage anfragen requetes
        requêtes peticiones rpc api-call ops unit thing object invocation execution eps wps lookup-or-write connection-attempt
        transaction-or-read qps rps tps""",
    SERVER: """server node machine box host instance broker worker pod vm container replica-set backend appserver
        app-server webserver gateway proxy serveur serveurs gpu consumer-instance fetcher crawler-node""",
    SHARD: """shard partition""",
    COPY: """replica copy duplicate kopie kopien copie copies""",
    CONNECTION: """connection socket websocket session-open ccu conn""",
    FOLLOWER: """timeline feed inbox follower subscriber-each recipient friend followee contact listener-each target""",
    PUSH: """push delivery-out fanout fan-out push-notification broadcast deliver deliverie""",
}  # fmt: skip
_IRREGULAR = {"person": "people", "copy": "copies", "delivery": "deliveries", "query": "queries", "entry": "entries",
              "story": "stories", "reply": "replies", "activity": "activities", "match": "matches", "box": "boxes", "inbox": "inboxes",
              "fetch": "fetches", "search": "searches", "push": "pushes", "watch": "watches", "crawl": "crawls",
              "broadcast": "broadcasts", "refresh": "refreshes", "status": "statuses"}  # fmt: skip


def _nouns() -> dict[str, str]:
    table: dict[str, str] = {}
    for kind, words in _GROUPS.items():
        for word in words.split():
            table.setdefault(word, kind)
            table.setdefault(_IRREGULAR.get(word, word + "s"), kind)
    table |= {"ppl": PEOPLE, "actives": PEOPLE, "timelines": FOLLOWER, "feeds": FOLLOWER, "inboxes": FOLLOWER}
    table |= {"msgs": WRITE, "reqs": EVENT, "pics": WRITE, "txns": WRITE, "txn": WRITE, "tx": WRITE, "conns": CONNECTION,
              "replies": WRITE, "reply": WRITE, "ccus": CONNECTION, "vms": SERVER, "urls": WRITE, "qs": EVENT,
              "queries": EVENT, "qry": EVENT, "writes": WRITE, "reads": READ, "deliveries": PUSH, "uniques": PEOPLE,
              "people": PEOPLE, "persons": PEOPLE, "folks": PEOPLE, "notifs": WRITE, "pushes": PUSH, "mails": WRITE,
              "subs": PEOPLE, "rider": PEOPLE, "evts": WRITE, "sends": WRITE, "ev": WRITE, "imgs": WRITE, "vids": WRITE}  # fmt: skip
    return table


NOUNS = _nouns()
COUNTED_SMALL = frozenset({SERVER, SHARD, COPY})  # kinds that small whole numbers may count


@cache
def _deletions() -> dict[str, str]:
    """Every known noun with one letter missing → the noun. Built at the first misspelt word."""
    table: dict[str, str] = {}
    for noun in NOUNS:
        if len(noun) >= 4:
            for i in range(len(noun)):
                table.setdefault(noun[:i] + noun[i + 1 :], noun)
    return table


_RUN = re.compile(r"(.)\1+")
# Real words that are one letter from a noun of the table and mean something else.
_NOT_MISSPELT = frozenset(
    """ports port costs cost lines line hours hour years year times time posters hosts files cores core zones zone most
    must just past list last cases case ones games names notes codes sites site dates rates rate races tests test
    tables table topics steps step stages sizes size pages days ways areas words rows keys loss pots spots parts part
    seeds feeds feed leads read head heads users uses used sends send nodes modes mode models pods gods items teams
    team terms regions region reasons seconds minutes months weeks points ids apps hops caches cache roles rules
    fields cities stores stars bytes bits lists lots limits lives series sides edges bugs rounds options levels layers
    clusters engineers questions minds things places cards characters letters digits columns""".split()
)


@cache
def misspelt(word: str) -> str | None:
    """The known noun or prefix that a word is one slip of the finger away from ("uers", "uplods"), or None."""
    if not 4 <= len(word) <= 14 or word in _NOT_MISSPELT:
        return None
    found = _near_noun(word)
    return found if found is not None and found[0] == word[0] else None  # the first letter is seldom the wrong one


def _near_noun(word: str) -> str | None:
    table = _deletions()
    if word in table:
        return table[word]
    single = _RUN.sub(r"\1", word)
    for i in range(len(word)):
        shorter = word[:i] + word[i + 1 :]
        if shorter in NOUNS and len(shorter) >= 4:
            return shorter
        if shorter in table:
            return table[shorter]
    return single if single in NOUNS else None


@cache
def misspelt_scale(word: str) -> float | None:
    """ "milllion", "billon", "thousnad" → the factor."""
    if not 5 <= len(word) <= 11:
        return None
    for good, factor in (("million", 1e6), ("billion", 1e9), ("thousand", 1e3), ("trillion", 1e12)):
        for target in (good, good + "s"):
            if word[0] == target[0] and _near(word, target):
                return factor
    return None


def _near(word: str, target: str) -> bool:
    if word == target or sorted(word) == sorted(target):
        return True
    if abs(len(word) - len(target)) > 1:
        return False
    same = 0
    for a, b in zip(word, target, strict=False):
        if a != b:
            break
        same += 1
    rest, goal = word[same:], target[same:]
    return rest[1:] == goal or rest == goal[1:] or rest[1:] == goal[1:]


def noun_kind(word: str) -> str | None:
    """What a word counts, by the table alone."""
    return NOUNS.get(word)

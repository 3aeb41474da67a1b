"""A whole report to render, with every part filled in."""

from bot.diagram import Captions, alt_text, compare, draw_beside, read_design
from bot.report import (
    Band,
    Box,
    Design,
    Dispute,
    Estimate,
    Fault,
    Hint,
    Phase,
    Picture,
    Question,
    Quote,
    Report,
    Step,
    Verdict,
)

DRAWING = """phone/web -> LB : wss
LB -> chat server : wss
chat server -> kafka : publish msg
kafka -> msg writer : consume
msg writer -> cassandra : insert
chat server -> redis
chat server -> elasticsearch: index"""
LINK = "https://example.slack.com/archives/C1/p1764000000000100"


def phases() -> tuple[Phase, ...]:
    return (
        Phase("requirements", "Requirements", 5, 8.2, 71, self_level=3),
        Phase("estimation", "Estimation", 6, 5.5, 88, self_level=2),
        Phase("design", "High-level design", 15, 14, 54, self_level=2),
        Phase("decisions", "Technology decisions", 13, 12.4, 33, self_level=1),
        Phase("patterns", "Patterns and wrap-up", 6, 4, None),
    )


def verdicts() -> tuple[Verdict, ...]:
    return (
        Verdict("req.users", "Asks about the users", "requirements", 3,
                quotes=(Quote("how many people use it on a day, and where are they?", LINK),),
                detector="a question answered from the sheet"),
        Verdict("req.constraints", "Asks about constraints", "requirements", 0,
                next_rung="Ask for one limit: budget, team, platforms."),
        Verdict("est.write_qps", "Average writes a second", "estimation", 3,
                quotes=(Quote("500M × 40 = 20B a day ÷ 86,400 ≈ 231k/s", LINK),), detector="recomputed, within rounding"),
        Verdict("hld.justified", "Gives reasons for the boxes", "design", 1, uncertain=True,
                quotes=(Quote("they are the normal ones of a chat, you see the same in every article", LINK),),
                detector="a reason clause with no requirement in it",
                next_rung="Tie each box to a requirement or a number.", other=("model", 2)),
        Verdict("dec.database", "Chooses a database with a reason", "decisions", 2,
                quotes=(Quote("Cassandra because 700k writes/s at peak will not fit one primary", LINK),),
                detector="a choice, and a figure of the estimate beside it", next_rung="Say what it costs you.",
                dispute=Dispute(3, "The cost came two messages later.", "Rui")),
        Verdict("com.drives", "Moves the interview on", "communication", 2,
                quotes=(Quote("ok now the drawing"),), detector="next step announced unprompted"),
    )  # fmt: skip


def picture(lexicon, design) -> Picture:
    graph = read_design(DRAWING, lexicon)
    difference = compare(graph, design, lexicon)
    words = Captions("Your design", "Reference design", "only in yours", "not in yours")
    light, dark = (draw_beside(graph, design, difference, words, theme) for theme in ("light", "dark"))
    return Picture(light, alt_text(graph), dark)


def report(beside: Picture | None = None, **changes) -> Report:
    values = {
        "scenario": "whatsapp", "title": "Design WhatsApp", "candidate": "Ana Lima", "minutes": 45, "level": "senior",
        "rubric": "system_design", "version": 1, "interviewer": "Mockingbird", "held": "24 November 2026, 10:00 WET",
        "band": Band("solid", "Solid for senior", 61.4,
                     "Finds the hard part unprompted, says what each choice costs, handles failure."),
        "phases": phases(), "verdicts": verdicts(),
        "faults": (Fault("hld.unneeded", "Adds what nobody asked for", "design",
                         (Quote("it is always good to have, one day people will want. I leave it", LINK),), 4),),
        "questions": (
            Question("dau", "scale", "How many people use it on a day?", True, 3),
            Question("groups", "functional", "Are there groups?", True, 2),
            Question("retention", "constraints", "How long are messages kept?", False, 3,
                     "It decides between a queue that empties and 2 PB a year.", "One year."),
            Question("e2e", "nonfunctional", "Can the servers read the messages?", False, 3,
                     "Search and spam filters would have to live on the phone.", "No."),
        ),
        "estimates": (
            Estimate("write_qps", "231 k/s", "231 k/s", "exact", "", "500 M × 40 ÷ 86,400 s"),
            Estimate("daily_storage", "2 TB", "20 TB", "off_by_order", "factor_1000", "20 bn × 100 B = 2 TB"),
            Estimate("cache_memory", "400 GB"),
        ),
        "design": Design(beside, (Box("Push service", "Wakes the phone of somebody whose app is closed."),),
                         (Box("elasticsearch", "Nobody asked for search, and the servers cannot read the text."),),
                         ("chat server → redis",)),
        "steps": (
            Step("Tie boxes to numbers", "Two of seven boxes had a reason.", "design", "/mock drill design", "hld.justified"),
            Step("Say what a choice costs", "Four choices, one price.", "decisions", "/mock drill decisions", "dec.tradeoff"),
            Step("Ask for constraints", "Nobody asked how long messages are kept.", "questions", "/mock drill questions"),
        ),
        "hints": (Hint("estimation", 1, 2),), "self_level": 2, "self_note": "Too slow in the beginning.",
        "notices": ("Judged by rules without the sentence encoder, which was not installed.",),
    }  # fmt: skip
    return Report(**(values | changes))

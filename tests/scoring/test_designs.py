"""What counts as drawn, as told, and what only sounds like it."""

import pytest

from tests.scoring.transcripts import Line, verdict

D = "design"


def told(criterion: str, *texts: str, scenario: str = "url-shortener") -> bool:
    lines: list[Line] = [(D, "i", "Your design, please.")]
    lines += [(D, "c", text) for text in texts]
    return verdict(criterion, *lines, scenario=scenario).met


def answered(criterion: str, question: str, answer: str, *before: str, scenario: str = "url-shortener") -> bool:
    lines: list[Line] = [(D, "c", text) for text in before]
    lines += [(D, "i", question), (D, "c", answer)]
    return verdict(criterion, *lines, scenario=scenario).met


WHOLE = "browser -> nginx : https\nnginx -> app : GET, POST\napp -> redis : get code\napp -> postgres : insert link\napp -> key service : range of ids"


@pytest.mark.parametrize(
    ("text", "met"),
    [
        (WHOLE, True),
        (
            "The browser sends the link over HTTPS to nginx, which hands it to the app. The app inserts a row into Postgres.",
            True,
        ),
        ("```mermaid\nflowchart LR\n A[Browser] --> B[LB]\n B --> C[app]\n C --> D[(MySQL)]\n```", True),
        ("client -> app\nredis\nmongo\nkafka", False),
        ("browser -> app : https\napp -> kafka : event", False),
    ],
)
def test_a_write_path_has_no_gap(text: str, met: bool) -> None:
    assert told("hld.end_to_end", text) is met


def test_a_box_that_nothing_reaches_does_not_count_as_there() -> None:
    loose = "browser -> nginx : https\nnginx -> app : http\napp -> kafka : event\nkafka -> audit log : event\n[postgres]\n[redis]"

    assert told("hld.components", WHOLE)
    assert not told("hld.components", loose)


def test_most_arrows_say_what_flows() -> None:
    assert told("hld.arrows", WHOLE)
    assert not told("hld.arrows", "browser -> nginx\nnginx -> app\napp -> postgres : insert")
    assert answered(
        "hld.arrows",
        "What goes over the lines?",
        "HTTPS outside, gRPC inside.",
        "browser -> nginx\nnginx -> app\napp -> postgres",
    )
    assert not answered(
        "hld.arrows", "What goes over the lines?", "requests, mostly", "browser -> nginx\nnginx -> app\napp -> postgres"
    )


@pytest.mark.parametrize(
    ("answer", "met"),
    [
        ("POST /links {url, alias} -> 201 {code}\nGET /{code} -> 302 Location: url", True),
        ("createLink(url, requestId) → code\nfollow(code) → url", True),
        ("SHORTEN carries url and request id. The server answers GIVEN with code and short url.", True),
        ("POST /links with url and user id, and GET /links/{code}: url, clicks, created", True),
        ("REST with OpenAPI, versioned, GraphQL on top", False),
        ("GET /{code}", False),
        ("it is GET /links/{id}, the fields are evident", False),
    ],
)
def test_a_contract_has_fields(answer: str, met: bool) -> None:
    assert answered("hld.api", "What are the API calls?", answer) is met


@pytest.mark.parametrize(
    ("answer", "met"),
    [
        ("links: code (PK), url, created_at", True),
        ("Links, found by their code, with url and time.", True),
        ("one collection, urls: _id = code, long_url", True),
        ("polyglot persistence, the right store for the job", False),
        ("the words", False),
    ],
)
def test_tables_have_keys(answer: str, met: bool) -> None:
    assert answered("hld.data_model", "Which tables are there?", answer) is met


@pytest.mark.parametrize(
    ("answer", "met"),
    [
        ("request_id is unique, the second insert hits the constraint and returns the first code", True),
        ("the browser makes a number for each try; a number we have seen already gets the same answer again", True),
        ("all endpoints are idempotent and Kafka is exactly-once", False),
        ("the button greys out", False),
        ("then there are two links, who cares", False),
    ],
)
def test_a_repeat_needs_a_mechanism(answer: str, met: bool) -> None:
    assert answered("hld.idempotency", "The client sends the same request twice?", answer) is met


@pytest.mark.parametrize(
    ("answer", "met"),
    [
        ("Writes go to the primary, reads come from Redis and a replica.", True),
        ("Creating: app, key service, Postgres. Redirecting: app, Redis, and only on a miss Postgres.", True),
        ("Reading never touches the primary.", True),
        ("CQRS with full segregation", False),
        ("No, same app, same Postgres, no difference", False),
    ],
)
def test_reading_and_writing_are_told_apart_by_what_they_touch(answer: str, met: bool) -> None:
    assert answered("hld.read_write", "How do reads go, as opposed to writes?", answer) is met


@pytest.mark.parametrize(
    ("answer", "made"),
    [
        ("one day people will want to search", True),
        ("It adds nothing really. But I'd keep it.", True),
        ("Right, nobody asked for it, out it goes.", False),
    ],
)
def test_a_part_without_a_reason_is_a_fault(answer: str, made: bool) -> None:
    drawn = WHOLE + "\napp -> elasticsearch : index"
    if "out it goes" in answer:
        drawn = WHOLE
    assert answered("hld.unneeded", "What is Elasticsearch there for?", answer, drawn) is made

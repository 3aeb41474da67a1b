"""The optional judge: quote first, exact or void, one rung at most, both verdicts kept, never a silent fallback."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest
from openai import AsyncOpenAI
from pydantic_ai.messages import ModelMessage, ModelResponse, ToolCallPart
from pydantic_ai.models.function import AgentInfo, FunctionModel
from pydantic_ai.models.openai import OpenAIChatModel
from pydantic_ai.models.test import TestModel
from pydantic_ai.providers.openai import OpenAIProvider

from bot.judge import ModelJudge
from bot.scoring import Verdict, score
from bot.scoring.as_json import card_json
from bot.scoring.second import Case, JudgeFailed, Opinion, differing, quoted, with_second
from tests.scoring.transcripts import CONTENT, ROOT, TOOLS, transcript

PROMPTS = ROOT / "prompts"
SAID = "We keep the hot links in memory, 116k reads a second would melt the store."
HELD = transcript(("decisions", "i", "Cache?"), ("decisions", "c", SAID))
RUBRIC = CONTENT.rubric()
ONE = RUBRIC.model_copy(update={"criteria": {"dec.options": RUBRIC.criteria["dec.options"]}})
CARD = score(HELD, CONTENT.scenario("url-shortener"), ONE, TOOLS)


class Scripted:
    """A judge that says what it was told to, one opinion after the other."""

    name = "scripted"

    def __init__(self, *opinions: Opinion) -> None:
        self.opinions = list(opinions)
        self.cases: list[Case] = []

    def opine(self, case: Case) -> Opinion:
        self.cases.append(case)
        return self.opinions[min(len(self.cases), len(self.opinions)) - 1]


def judged(*opinions: Opinion) -> tuple[Verdict, Scripted]:
    judge = Scripted(*opinions)
    return with_second(CARD, HELD, ONE, judge, "senior").criteria["dec.options"], judge


def test_a_judge_moves_a_level_by_one_rung_and_both_verdicts_are_kept() -> None:
    verdict, _ = judged(Opinion("met", "hot links in memory", 1, "because"))

    assert CARD.criteria["dec.options"].level == 0
    assert verdict.level == 1
    assert verdict.second is not None
    assert (verdict.second.rules_level, verdict.second.verdict, verdict.second.by) == (0, "met", "scripted")


def test_cannot_assess_moves_nothing() -> None:
    verdict, _ = judged(Opinion("cannot_assess"))

    assert verdict.level == 0


@pytest.mark.parametrize(
    "quote",
    ["hot links in storage", "117k reads a second", "short", "We keep the hot links not in memory"],
    ids=["another word", "another digit", "too short", "a word put in"],
)
def test_a_quote_that_was_not_said_is_asked_for_once_more_and_then_void(quote: str) -> None:
    verdict, judge = judged(Opinion("met", quote, 1))

    assert [case.refused for case in judge.cases] == [False, True]
    assert verdict.level == 0
    assert verdict.second is not None
    assert verdict.second.verdict == "void"


def test_a_quote_may_differ_in_blanks_and_case_and_comes_back_as_it_was_written() -> None:
    found = quoted(Opinion("met", "we  KEEP the\nhot links", 1), HELD)

    assert found is not None
    assert found.quote == "We keep the hot links"


def test_the_interviewers_words_are_no_quote() -> None:
    assert quoted(Opinion("met", "Cache? Cache? Cache?", 0), HELD) is None


def test_the_clock_is_not_judged_by_a_model_and_a_fault_is_not_moved() -> None:
    names = ("req.overran", "dec.tech_first")
    rubric = RUBRIC.model_copy(update={"criteria": {name: RUBRIC.criteria[name] for name in names}})
    card = score(HELD, CONTENT.scenario("url-shortener"), rubric, TOOLS)
    judge = Scripted(Opinion("met", "hot links in memory", 1))
    found = with_second(card, HELD, rubric, judge, "senior").criteria

    assert [case.criterion for case in judge.cases] == ["dec.tech_first"]
    assert found["dec.tech_first"].level == 0
    assert found["req.overran"].second is None


def test_the_json_shows_both_verdicts_and_where_they_differ() -> None:
    card = with_second(CARD, HELD, ONE, Scripted(Opinion("met", "hot links in memory", 1)), "senior")
    found = card_json("url-shortener", card)["criteria"]["dec.options"]

    assert (found["level"], found["rules_level"], found["second"]["verdict"]) == (1, 0, "met")
    assert list(differing(card)) == ["dec.options"]


def test_the_model_is_asked_for_one_criterion_with_the_transcript_as_data() -> None:
    seen: list[str] = []

    def answer(messages: list[ModelMessage], info: AgentInfo) -> ModelResponse:
        seen.append(str(messages[0].parts[-1].content))  # type: ignore[union-attr]
        args = {"quote": "hot links in memory", "turn": 1, "why": "x", "verdict": "met"}
        return ModelResponse(parts=[ToolCallPart(info.output_tools[0].name, args)])

    judge = ModelJudge(FunctionModel(answer), "function", PROMPTS)
    verdict = with_second(CARD, HELD, ONE, judge, "senior").criteria["dec.options"]

    assert verdict.level == 1
    assert len(seen) == 1
    assert SAID in seen[0]
    assert RUBRIC.criteria["dec.options"].met in seen[0]
    assert RUBRIC.criteria["dec.tradeoff"].met not in seen[0]


def test_the_librarys_own_double_is_understood() -> None:
    judge = ModelJudge(TestModel(), "test", PROMPTS)
    verdict = with_second(CARD, HELD, ONE, judge, "senior").criteria["dec.options"]

    assert verdict.second is not None


@pytest.fixture
def server() -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """A chat-completions server on loopback, with the requests that it got."""
    requests: list[dict[str, Any]] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            requests.append(body)
            args = {"quote": "hot links in memory", "turn": 1, "why": "", "verdict": "met"}
            call = {"name": body["tools"][0]["function"]["name"], "arguments": json.dumps(args)}
            tool = {"id": "call_1", "type": "function", "function": call}
            message = {"role": "assistant", "content": None, "tool_calls": [tool]}
            choice = {"index": 0, "finish_reason": "tool_calls", "message": message}
            reply = {"id": "c1", "object": "chat.completion", "created": 1, "model": "m", "choices": [choice]}
            data = json.dumps(reply).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *_: object) -> None:
            pass

    http = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=http.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{http.server_port}/v1", requests
    finally:
        http.shutdown()
        http.server_close()


def over(address: str) -> ModelJudge:
    client = AsyncOpenAI(base_url=address, api_key="none", max_retries=0)
    provider = OpenAIProvider(openai_client=client)
    return ModelJudge(OpenAIChatModel("m", provider=provider), "openai:m", PROMPTS)


def test_a_server_on_loopback_is_asked_at_temperature_zero(server: tuple[str, list[dict[str, Any]]]) -> None:
    address, requests = server
    verdict = with_second(CARD, HELD, ONE, over(address), "senior").criteria["dec.options"]

    assert verdict.level == 1
    assert [request["temperature"] for request in requests] == [0.0]


def test_a_judge_that_cannot_be_reached_is_an_error_and_no_silent_fallback() -> None:
    with pytest.raises(JudgeFailed):
        with_second(CARD, HELD, ONE, over("http://127.0.0.1:9/v1"), "senior")


def test_a_model_that_nobody_knows_is_an_error_that_says_so() -> None:
    with pytest.raises(JudgeFailed, match="nosuch"):
        ModelJudge.named("nosuch:model", PROMPTS)

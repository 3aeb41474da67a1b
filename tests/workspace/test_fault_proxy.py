"""The fault proxy does what its plan says, and what reached Slack is what it recorded."""

from collections.abc import Sequence

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.workspace import LOCAL_BOT
from tests.support.fault_proxy import BROKEN, Fault, FaultProxy, Plan
from tests.workspace.conftest import ADA, PREP, World


def through(proxy: FaultProxy, timeout: int = 5) -> AsyncWebClient:
    return AsyncWebClient(token=LOCAL_BOT, base_url=proxy.api_url, retry_handlers=[], timeout=timeout)


async def post(client: AsyncWebClient, text: str) -> str:
    """How a post ended for the bot: "ok", the status of a refusal, or "unclear"."""
    try:
        await client.chat_postMessage(channel=PREP, text=text)
    except SlackApiError as refused:
        return str(refused.response.status_code)
    except (aiohttp.ClientError, TimeoutError):
        return "unclear"
    return "ok"


def said(world: World) -> list[str]:
    return [message["text"] for message in world.workspace.visible(ADA, PREP)]


@pytest.mark.parametrize(
    ("fault", "outcome", "reached"),
    [
        (Fault.NONE, "ok", True),
        (Fault.RATE_LIMITED, "429", False),
        (Fault.SERVER_ERROR, "500", False),
        (Fault.NOTHING, "unclear", False),
        (Fault.SLOW, "ok", True),
        (Fault.LOST, "unclear", True),
    ],
)
async def test_each_fault(world: World, fault: Fault, outcome: str, reached: bool) -> None:
    async with FaultProxy(world.serving.api_url, Plan(script=[fault], slow=0.01)) as proxy:
        assert await post(through(proxy), "hello") == outcome
        assert await post(through(proxy), "and on") == "ok"

    assert said(world) == (["hello", "and on"] if reached else ["and on"])
    first = proxy.record[0]
    assert (first.method, first.fault, first.accepted) == ("chat.postMessage", fault, True if reached else None)
    assert first.arguments["text"] == "hello"


async def test_a_limited_call_says_when_to_come_back(world: World) -> None:
    async with FaultProxy(world.serving.api_url, Plan(script=[Fault.RATE_LIMITED], retry_after=7)) as proxy:
        with pytest.raises(SlackApiError) as refused:
            await through(proxy).chat_postMessage(channel=PREP, text="a")
    assert refused.value.response.headers["Retry-After"] == "7"


async def test_other_methods_are_left_alone(world: World) -> None:
    plan = Plan(share=1.0, methods=frozenset({"chat.update"}))
    async with FaultProxy(world.serving.api_url, plan) as proxy:
        assert [await post(through(proxy), "a") for _ in range(5)] == ["ok"] * 5
        assert (await through(proxy).conversations_history(channel=PREP, limit=2))["has_more"]


async def test_the_same_seed_breaks_the_same_calls(world: World) -> None:
    async def run(seed: int) -> list[Fault]:
        async with FaultProxy(world.serving.api_url, Plan(seed=seed, share=0.6, slow=0.0)) as proxy:
            for number in range(25):
                await post(through(proxy), f"{seed}: {number}")
            return [one.fault for one in proxy.record]

    first = await run(1)
    assert first == await run(1)
    assert first != await run(2)
    assert longest_row(first) <= 3


def longest_row(faults: Sequence[Fault]) -> int:
    row = longest = 0
    for fault in faults:
        row = row + 1 if fault in BROKEN and fault is not Fault.SLOW else 0
        longest = max(longest, row)
    return longest

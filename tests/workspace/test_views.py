"""Triggers, hashes, stacks of forms, and addresses to answer to."""

from typing import Any

import aiohttp
import pytest
from slack_sdk.webhook.async_client import AsyncWebhookClient

from bot.workspace import Refused
from tests.workspace.conftest import ADA, BEN, PREP, World
from tests.workspace.pieces import asked, home, menu, modal, option, plain, section


async def opened(world: World, view: dict[str, Any], user: str = ADA) -> dict[str, Any]:
    answer = await world.client.views_open(trigger_id=world.workspace.modals.trigger(user), view=view)
    return dict(answer["view"])


async def test_a_trigger_opens_one_view_within_three_seconds(world: World) -> None:
    trigger = world.workspace.modals.trigger
    assert await world.error("views.open", trigger_id="1.2.made-up", view=modal()) == "invalid_trigger_id"
    late = trigger(ADA)
    world.clock.now += 3.1
    assert await world.error("views.open", trigger_id=late, view=modal()) == "expired_trigger_id"
    used = trigger(ADA)
    assert await world.error("views.open", trigger_id=used, view=modal()) == ""
    assert await world.error("views.open", trigger_id=used, view=modal()) == "exchanged_trigger_id"
    assert await world.error("views.push", trigger_id=used, view=modal()) == "exchanged_trigger_id"


async def test_forms_stack_three_deep(world: World) -> None:
    await opened(world, modal())
    trigger = world.workspace.modals.trigger
    assert await world.error("views.push", trigger_id=trigger(BEN), view=modal()) == "not_found"
    assert await world.error("views.push", trigger_id=trigger(ADA), view=modal()) == ""
    assert await world.error("views.push", trigger_id=trigger(ADA), view=modal()) == ""
    assert await world.error("views.push", trigger_id=trigger(ADA), view=modal()) == "push_limit_reached"
    stack = world.workspace.views(ADA)
    assert [view["previous_view_id"] for view in stack] == [None, stack[0]["id"], stack[1]["id"]]
    assert {view["root_view_id"] for view in stack} == {stack[0]["id"]}


async def test_an_update_with_an_old_hash_is_refused(world: World) -> None:
    view = await opened(world, modal())
    first = await world.client.views_update(view_id=view["id"], hash=view["hash"], view=modal(section()))

    assert first["view"]["hash"] != view["hash"]
    arguments = {"view_id": view["id"], "hash": view["hash"], "view": modal()}
    assert await world.error("views.update", **arguments) == "hash_conflict"
    assert await world.error("views.update", view_id="V404", view=modal()) == "not_found"
    assert await world.error("views.update", view=modal()) == "invalid_arguments"


async def test_an_external_id_names_one_view(world: World) -> None:
    view = await opened(world, modal(external_id="mine"))
    arguments = {"trigger_id": world.workspace.modals.trigger(BEN), "view": modal(external_id="mine")}
    assert await world.error("views.open", **arguments) == "duplicate_external_id"
    updated = await world.client.views_update(external_id="mine", view=modal(section(), external_id="mine"))
    assert updated["view"]["id"] == view["id"]


async def test_what_was_typed_stays_through_an_update_that_keeps_the_input(world: World) -> None:
    text = asked({"type": "plain_text_input", "action_id": "value"}, block_id="name")
    view = await opened(world, modal(text))
    world.workspace.modals.hold(view["id"], {"name": {"value": {"type": "plain_text_input", "value": "typed"}}})

    kept = await world.client.views_update(view_id=view["id"], view=modal(section(), text))
    gone = await world.client.views_update(view_id=view["id"], view=modal({**text, "block_id": "other"}))

    assert kept["view"]["state"]["values"]["name"]["value"]["value"] == "typed"
    assert gone["view"]["state"]["values"] == {}


async def test_slack_checks_a_form_before_the_bot_hears_of_it(world: World) -> None:
    number = {"type": "number_input", "is_decimal_allowed": False, "min_value": "1", "max_value": "9"}
    view = await opened(
        world,
        modal(
            asked({"type": "plain_text_input", "min_length": 3, "max_length": 5}, block_id="text"),
            asked(number, block_id="number"),
            asked({"type": "email_text_input"}, block_id="mail"),
            asked({"type": "url_text_input"}, block_id="link"),
            asked(menu(option("a", "a"), kind="checkboxes"), block_id="boxes"),
            asked({"type": "plain_text_input"}, block_id="free", optional=True),
        ),
    )
    wrong = {"text": "ab", "number": "1.5", "mail": "nobody", "link": "example.org", "boxes": []}
    outcome = await world.workspace.submit(ADA, view["id"], wrong)
    assert set(outcome.errors) == set(wrong)
    over = await world.workspace.submit(ADA, view["id"], {"text": "abcdef", "number": "10"})
    assert {"text", "number"} <= set(over.errors)
    right = {"text": "abc", "number": "9", "mail": "a@b.org", "link": "https://example.org", "boxes": ["a"]}
    assert (await world.workspace.submit(ADA, view["id"], right)).problem == "not_connected"


async def test_a_home_is_published_to_one_person_and_guarded_by_its_hash(world: World) -> None:
    first = await world.client.views_publish(user_id=ADA, view=home(section("one")))
    await world.client.views_publish(user_id=ADA, view=home(section("two")), hash=first["view"]["hash"])

    arguments = {"user_id": ADA, "view": home(), "hash": first["view"]["hash"]}
    assert await world.error("views.publish", **arguments) == "hash_conflict"
    shown = world.workspace.home(ADA)
    assert shown is not None
    assert shown["blocks"][0]["text"]["text"] == "two"
    assert world.workspace.home(BEN) is None


async def test_a_response_address_is_good_for_five_answers_within_half_an_hour(world: World) -> None:
    url = world.workspace.responses.new(ADA, PREP, None)
    hook = AsyncWebhookClient(url)
    answers = [await hook.send(text=f"answer {number}") for number in range(6)]

    assert [answer.status_code for answer in answers] == [200] * 5 + [404]
    assert "used_url" in answers[5].body
    assert [one["text"] for one in world.workspace.visible(ADA, PREP)] == [f"answer {number}" for number in range(5)]
    assert world.workspace.visible(BEN, PREP) == []
    late = AsyncWebhookClient(world.workspace.responses.new(ADA, PREP, None))
    world.clock.now += 1801
    assert "expired_url" in (await late.send(text="late")).body


async def test_a_response_address_checks_what_it_is_sent(world: World) -> None:
    url = world.workspace.responses.new(ADA, PREP, None)
    async with aiohttp.ClientSession() as session:
        for body in ("[]", "{", '{"colour": 1}', '{"blocks": [{"type": "marquee"}]}', "{}"):
            async with session.post(url, data=body) as answer:
                assert answer.status == 400
    assert (await AsyncWebhookClient(url).send(text="still good", response_type="in_channel")).status_code == 200
    assert [one["text"] for one in world.workspace.visible(BEN, PREP)] == ["still good"]


async def test_an_answer_may_replace_or_delete_what_was_acted_on(world: World) -> None:
    posted = await world.client.chat_postMessage(channel=PREP, text="card", blocks=[section()])
    whispered = world.workspace.messages.whisper(world.workspace.channel(ADA, PREP), ADA, "psst", None)
    responses = world.workspace.responses
    public = AsyncWebhookClient(responses.new(ADA, PREP, None, original=posted["ts"], ephemeral=False))
    private = AsyncWebhookClient(responses.new(ADA, PREP, None, original=whispered, ephemeral=True))

    await public.send(text="new card", replace_original=True)
    await private.send(text="new whisper", replace_original=True)
    assert [one["text"] for one in world.workspace.visible(ADA, PREP)] == ["new card", "new whisper"]
    await public.send(delete_original=True)
    await private.send(delete_original=True)
    assert world.workspace.visible(ADA, PREP) == []


async def test_a_person_cannot_use_what_is_not_there(world: World) -> None:
    posted = await world.client.chat_postMessage(channel=PREP, text="card", blocks=[section()])
    with pytest.raises(Refused, match="not_found"):
        await world.workspace.press(ADA, (PREP, posted["ts"]), "no such action")
    view = await opened(world, modal(asked({"type": "plain_text_input"}, block_id="name", label=plain()["text"])))
    with pytest.raises(Refused, match="not_found"):
        await world.workspace.submit(ADA, view["id"], {"no such field": "x"})

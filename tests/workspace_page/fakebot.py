"""A bot of a few lines that answers over a real WebSocket, and messages that show every block."""

import asyncio
from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

Json = dict[str, Any]


def plain(text: str) -> Json:
    return {"type": "plain_text", "text": text, "emoji": True}


def md(text: str) -> Json:
    return {"type": "mrkdwn", "text": text}


def option(value: str, text: str, **more: Any) -> Json:
    return {"text": plain(text), "value": value, **more}


def button(action_id: str, text: str, **more: Any) -> Json:
    return {"type": "button", "action_id": action_id, "text": plain(text), "value": action_id, **more}


def asked(block_id: str, label: str, element: Json, **more: Any) -> Json:
    return {"type": "input", "block_id": block_id, "label": plain(label), "element": element, **more}


END = {
    "title": plain("End the interview?"),
    "text": md("What you earned so far *stays*."),
    "confirm": plain("End it"),
    "deny": plain("Go on"),
    "style": "danger",
}

CARD: list[Json] = [
    {"type": "header", "text": plain("Design WhatsApp")},
    {
        "type": "section",
        "fields": [
            md("*Candidate*\n<@U0ADA00001>"),
            md("*Interviewer*\n<@U0MOCKBOT1>"),
            md("*Level*\nSenior"),
            md("*Ends*\n<!date^1790002700^{time}|10:00>"),
        ],
    },
    {
        "type": "table",
        "column_settings": [{}, {"align": "right"}, {"align": "right"}],
        "rows": [
            [{"type": "raw_text", "text": cell} for cell in row]
            for row in (
                ("Phase", "Minutes", "Ends"),
                ("Requirements", "5", "15:38"),
                ("Estimation", "7", "15:45"),
                ("High-level design", "15", "16:00"),
                ("Technology decisions", "13", "16:13"),
                ("Patterns", "5", "16:18"),
            )
        ],
    },
    {
        "type": "actions",
        "elements": [
            button("next", "Next phase", style="primary"),
            button("hint", "Hint"),
            button("pause", "Pause"),
            button("end", "End", style="danger", confirm=END),
        ],
    },
    {
        "type": "context",
        "elements": [
            md("Ask before you assume. :hourglass_flowing_sand: Requirements until <!date^1790000280^{time}|10:05>.")
        ],
    },
]

LEVELS = [option("mid", "Mid-level"), option("senior", "Senior"), option("staff", "Staff")]
FORM: Json = {
    "type": "modal",
    "callback_id": "start",
    "title": plain("Mock interview"),
    "submit": plain("Start"),
    "blocks": [
        asked(
            "scenario",
            "Scenario",
            {
                "type": "static_select",
                "action_id": "v",
                "placeholder": plain("Choose one"),
                "options": [option("whatsapp", "Design WhatsApp"), option("tinyurl", "Design a URL shortener")],
            },
        ),
        asked(
            "minutes",
            "Minutes",
            {"type": "number_input", "action_id": "v", "is_decimal_allowed": False, "initial_value": "45"},
            hint=plain("15, 30, 45 or 60."),
        ),
        asked(
            "level",
            "Level",
            {"type": "radio_buttons", "action_id": "v", "options": LEVELS, "initial_option": LEVELS[1]},
        ),
        asked(
            "focus",
            "What do you want to train?",
            {
                "type": "multi_static_select",
                "action_id": "v",
                "placeholder": plain("Anything"),
                "options": [option("est", "Estimation"), option("req", "Requirements"), option("dec", "Decisions")],
            },
            optional=True,
        ),
        asked(
            "note",
            "A note to the interviewer",
            {
                "type": "plain_text_input",
                "action_id": "v",
                "multiline": True,
                "max_length": 300,
                "placeholder": plain("My interview is on Thursday…"),
            },
            optional=True,
        ),
    ],
}

GALLERY: list[Json] = [
    {
        "type": "section",
        "text": md("Pick a *level* and a day"),
        "accessory": {"type": "static_select", "action_id": "lv", "placeholder": plain("Level"), "options": LEVELS},
    },
    {
        "type": "actions",
        "block_id": "many",
        "elements": [
            {"type": "datepicker", "action_id": "day", "initial_date": "2026-11-27"},
            {"type": "timepicker", "action_id": "at", "initial_time": "09:30"},
            {"type": "users_select", "action_id": "who", "placeholder": plain("Interviewer")},
            {"type": "multi_static_select", "action_id": "fields", "placeholder": plain("Focus"), "options": LEVELS},
            {
                "type": "overflow",
                "action_id": "more",
                "options": [option("rubric", "Show the rubric"), option("export", "Export")],
            },
        ],
    },
    {
        "type": "actions",
        "block_id": "ticks",
        "elements": [
            {
                "type": "checkboxes",
                "action_id": "done",
                "options": [option("a", "Requirements"), option("b", "Estimates", description=plain("with units"))],
                "initial_options": [option("a", "Requirements")],
            }
        ],
    },
    {
        "type": "actions",
        "block_id": "search",
        "elements": [
            {
                "type": "external_select",
                "action_id": "find",
                "min_query_length": 2,
                "placeholder": plain("Find a scenario"),
            }
        ],
    },
    {"type": "divider"},
    {
        "type": "rich_text",
        "elements": [
            {
                "type": "rich_text_section",
                "elements": [{"type": "text", "text": "Three things next", "style": {"bold": True}}],
            },
            {
                "type": "rich_text_list",
                "style": "ordered",
                "elements": [
                    {"type": "rich_text_section", "elements": [{"type": "text", "text": words}]}
                    for words in (
                        "Ask about scale first",
                        "Say the unit with every number",
                        "Name what each choice costs",
                    )
                ],
            },
            {"type": "rich_text_preformatted", "elements": [{"type": "text", "text": "500e6 * 40 / 86400 = 231 k/s"}]},
            {"type": "rich_text_quote", "elements": [{"type": "text", "text": "we store it in one big database"}]},
        ],
    },
]


def fake_bot(client: AsyncWebClient) -> AsyncApp:
    """Answers “slow” never in time, “gallery” with every block, anything else by saying it again in the thread."""
    app = AsyncApp(client=client, process_before_response=True, request_verification_enabled=False)

    @app.command("/mock")
    async def on_command(ack: Any, command: Json, client: Any) -> None:
        if command["text"] == "start":
            await ack()
            posted = await client.chat_postMessage(channel=command["channel_id"], text="Design WhatsApp", blocks=CARD)
            await client.chat_postMessage(
                channel=command["channel_id"], text="Design WhatsApp.", thread_ts=posted["ts"]
            )
        elif command["text"]:
            await ack(f"There is no `{command['text']}`. Try `/mock start`.")
        else:
            await client.views_open(trigger_id=command["trigger_id"], view=FORM)
            await ack()

    @app.view("start")
    async def on_start(ack: Any, view: Json, body: Json, client: Any) -> None:
        values = view["state"]["values"]
        if values["minutes"]["v"]["value"] not in ("15", "30", "45", "60"):
            await ack(response_action="errors", errors={"minutes": "Choose 15, 30, 45 or 60 minutes."})
            return
        await ack()
        chosen = ", ".join(one["value"] for one in values["focus"]["v"]["selected_options"]) or "anything"
        where = values["scenario"]["v"]["selected_option"]["value"]
        said = f"{where} for {values['minutes']['v']['value']} minutes, training {chosen}"
        await client.chat_postMessage(channel="C0PREP0001", text=said)

    @app.shortcut("mock_interview")
    async def on_shortcut(ack: Any, body: Json, client: Any) -> None:
        await client.views_open(trigger_id=body["trigger_id"], view=FORM)
        await ack()

    @app.action("hint")
    async def on_hint(ack: Any, body: Json, client: Any) -> None:
        await ack()
        await client.chat_postEphemeral(
            channel=body["channel"]["id"], user=body["user"]["id"], text="Ask about *scale*."
        )

    @app.action("pause")
    async def on_pause(ack: Any) -> None:
        await asyncio.sleep(1)

    @app.action("end")
    async def on_end(ack: Any, body: Json, client: Any) -> None:
        await ack()
        await client.chat_postMessage(channel=body["channel"]["id"], text="It is over.")

    @app.action("lv")
    async def on_level(ack: Any, body: Json, client: Any) -> None:
        await ack()
        chosen = body["actions"][0]["selected_option"]["value"]
        await client.chat_postMessage(channel=body["channel"]["id"], text=f"chosen: {chosen}")

    @app.options("find")
    async def on_options(ack: Any, body: Json) -> None:
        found = [one for one in ("Netflix", "News feed", "WhatsApp") if body["value"].lower() in one.lower()]
        await ack(options=[option(name.lower(), name) for name in found])

    @app.action("find")
    async def on_found(ack: Any, body: Json, client: Any) -> None:
        await ack()
        chosen = body["actions"][0]["selected_option"]["value"]
        await client.chat_postMessage(channel=body["channel"]["id"], text=f"chosen: {chosen}")

    @app.event("app_home_opened")
    async def on_home(event: Json, client: Any) -> None:
        if event["tab"] == "home":
            await client.views_publish(
                user_id=event["user"],
                view={"type": "home", "blocks": [{"type": "header", "text": plain("Your practice")}, *GALLERY]},
            )

    @app.event("message")
    async def on_message(event: Json, client: Any) -> None:
        if event.get("subtype") not in (None, "file_share") or "bot_id" in event:
            return
        blocks = {"blocks": GALLERY} if event["text"] == "gallery" else {}
        thread = (
            {} if blocks or event["channel"].startswith("D") else {"thread_ts": event.get("thread_ts", event["ts"])}
        )
        await client.chat_postMessage(channel=event["channel"], text=f"You said: {event['text']}", **blocks, **thread)

    @app.event("app_mention")
    async def on_mention(event: Json) -> None:
        """Heard as a message already."""

    return app

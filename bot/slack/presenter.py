"""Outbox rows to messages: names of templates to words, words to blocks."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from bot.content import Content
from bot.diagram import alt_text, from_json, picture
from bot.interview.state import Interview
from bot.runtime import Desk
from bot.slack.annex import Part
from bot.slack.blocks import build as b
from bot.slack.blocks.card import card
from bot.slack.blocks.home import home
from bot.slack.blocks.values import packed
from bot.slack.ids import Action
from bot.slack.poster import Message, Rendered, Upload
from bot.slack.reporting import Reporting, Words
from bot.store import OutboxRow


class Presenter:
    """`render` is told what to say and finds the words; the card, the report and Home are made from the state now."""

    def __init__(
        self, content: Content, desk: Desk, reporting: Callable[[Words], Reporting], parts: Sequence[Part] = ()
    ) -> None:
        self._content = content
        self._desk = desk
        self._reporting = reporting(self._say)
        self._parts = tuple(parts)

    async def render(self, row: OutboxRow) -> Rendered:
        args = row.args
        match row.what:
            case "text":
                return Message(str(args["text"]))
            case "plain":
                return Message(self._say(str(args["words"]), **args["args"]))
            case "home":
                return await self._home(args, row.place)
            case "interview.card":
                return card(self._say, await self._interview(row.stream))
            case "interview.spoke":
                return self._spoke(row.stream, args["parts"], str(args["seed"]))
            case "interview.picture":
                return await self._picture(args["design"])
            case "interview.rate":
                return self._rate(row.stream, str(args["reason"]), bool(args.get("private")))
        if row.what.startswith("interview.report"):
            return await self._report(row)
        for part in self._parts:
            if row.what.startswith(part.prefix):
                return await part.render(row)
        raise ValueError(f"nobody knows how to say {row.what!r}")

    def _say(self, name: str, /, **args: Any) -> str:
        return self._content.words.say(name, **args)

    async def _interview(self, stream: str) -> Interview:
        found = await self._desk.state(stream)
        if found is None:
            raise ValueError(f"no interview {stream}")
        interview: Interview = found[0]
        return interview

    def _titles(self) -> dict[str, str]:
        """The merits of the rubric by id; faults have no level to follow."""
        criteria = self._content.rubric().criteria
        return {name: each.title for name, each in criteria.items() if each.kind not in ("fault", "pace")}

    async def _home(self, args: Mapping[str, Any], place: Mapping[str, str]) -> Rendered:
        live = await self._interview(args["live"]) if args["live"] else None
        more: list[b.Block] = []
        foot: list[b.Block] = []
        for part in self._parts:
            blocks = [dict(block) for block in await part.home(place["team"], place["user"])]
            (foot if getattr(part, "foot", False) else more).extend(blocks)
        return home(self._say, live, args["history"], more, self._titles(), foot)

    def _spoke(self, stream: str, parts: Sequence[Mapping[str, Any]], seed: str) -> Message:
        """The parts of one message; facts that are offered become buttons under it."""
        said = [self._content.words.say(part["words"], seed=seed, **part["args"]) for part in parts]
        text = "\n".join(said) if any("\n" in each for each in said) else " ".join(said)
        choices = [choice for part in parts for choice in part["args"].get("choices", ())]
        if not choices:
            return Message(text)
        buttons = [
            b.button(choice["question"], f"{Action.FACT}:{number}", packed(stream, choice["fact"]))
            for number, choice in enumerate(choices)
        ]
        return Message(text, (b.section(text), b.actions(buttons)))

    def _rate(self, stream: str, reason: str, private: bool) -> Message:
        """Rate, or skip; in a channel one may skip and have the report alone."""
        text = self._say(f"interview.ended.{reason}")
        buttons = [
            b.button(self._say("slack.button_rate"), Action.RATE, packed(stream), style="primary"),
            b.button(self._say("slack.button_skip"), Action.SKIP_RATING, packed(stream)),
        ]
        if not private:
            buttons.append(b.button(self._say("slack.button_skip_private"), Action.SKIP_PRIVATE, packed(stream)))
        return Message(text, (b.section(text), b.actions(buttons)))

    async def _picture(self, design: Mapping[str, Any]) -> Rendered:
        """The drawing of what was understood, with the same in words for who cannot see it."""
        graph = from_json(dict(design))
        image = await asyncio.to_thread(picture, graph)
        title = self._say("interview.design.title")
        return Upload("design.png", title, image, alt_text=alt_text(graph))

    async def _report(self, row: OutboxRow) -> Rendered:
        found = await self._desk.state(row.stream)
        if found is None:
            raise ValueError(f"no interview {row.stream}")
        interview, texts = found
        return await self._reporting.render(row.what, row.args, interview, texts)

"""The report's outbox rows to messages and files. A report is composed once for each state of its interview."""

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from bot.diagram import png
from bot.dialogue.mind import Mind
from bot.interview.state import Interview, Message
from bot.record.forgotten import is_gone
from bot.report import Pages, Reader, Report, compose, html, markdown, shown, to_json
from bot.report.as_json import values
from bot.report.charts import times
from bot.report.side_by_side import History
from bot.slack.blocks.report import message
from bot.slack.people import People
from bot.slack.poster import Rendered, Upload

KEPT = 8  # reports in memory: a report is sent in a dozen rows, one after the other

Words = Callable[..., str]


class Reporting:
    """`workspace` is the address that a link to a message begins with ("https://team.slack.com/"), "" for no links."""

    def __init__(
        self,
        words: Words,
        mind: Mind,
        pages: Pages,
        people: People,
        workspace: str = "",
        history: Callable[[Interview], Awaitable[History]] | None = None,
    ) -> None:
        self._history = history
        self._words, self._mind, self._pages = words, mind, pages
        self._people, self._workspace = people, workspace
        self._kept: OrderedDict[tuple[str, int, tuple[str, ...]], Report] = OrderedDict()

    async def render(self, what: str, args: Mapping[str, Any], interview: Interview, texts: dict[str, str]) -> Rendered:
        """One row: a message, a picture, or the files."""
        report = await self._report(interview, texts)
        match what:
            case "interview.report.times":
                return await asyncio.to_thread(self._times, report)
            case "interview.report.design":
                return await asyncio.to_thread(self._design, report)
            case "interview.report.files":
                return await asyncio.to_thread(self._files, report)
        return message(self._words, shown(report), str(args["part"]), str(args.get("phase", "")), interview)

    async def values(self, interview: Interview, texts: dict[str, str]) -> dict[str, Any]:
        """The report of a closed interview as JSON values."""
        return values(await self._report(interview, texts))

    async def _report(self, interview: Interview, texts: dict[str, str]) -> Report:
        involved = (interview.setup.candidate, *interview.peering.people)  # who was forgotten has another name
        key = (interview.id, interview.version, involved)
        if key not in self._kept:
            setup = interview.setup
            judges = {*interview.peering.people, *interview.peering.scorecards}
            shown_to = {*setup.participants, *judges, *(dispute.user for dispute in interview.disputes)}
            names = {user: await self._name(setup.team, user) for user in sorted(shown_to)}
            reader = Reader(self._pages.words, linker(self._workspace, interview), lambda user: names.get(user) or user)
            history = await self._history(interview) if self._history else {}
            self._kept[key] = await asyncio.to_thread(compose, interview, texts, self._mind, reader, history)
            if len(self._kept) > KEPT:
                self._kept.popitem(last=False)
        return self._kept[key]

    async def _name(self, team: str, user: str) -> str:
        return self._words("slack.somebody") if is_gone(user) else await self._people.name(team, user)

    def _times(self, report: Report) -> Upload:
        labels = self._pages.words["said"]
        title = self._words("interview.report.times_title")
        alt = "; ".join(
            labels["time_alt"].format(title=phase.title, spent=f"{phase.spent:.0f}", planned=f"{phase.planned:.0f}")
            for phase in report.phases
        )
        return Upload("time-against-plan.png", title, png(times(report.phases, labels)), title, alt[:1000])

    def _design(self, report: Report) -> Upload:
        design = report.design
        missing, extra = [box.name for box in design.missing], [box.name for box in design.extra]
        title = self._words("interview.report.design_title")
        comment = self._words("interview.report.design_comment", missing=missing, extra=extra)
        if design.beside is None:
            raise ValueError("there is no design to show beside the reference")
        alt = self._words("interview.report.design_alt", alt=design.beside.alt[:600], missing=missing, extra=extra)
        return Upload("design-beside-reference.png", title, png(design.beside.light), comment, alt[:1000])

    def _files(self, report: Report) -> Upload:
        name = f"report-{report.scenario}"
        markdown_file = Upload(f"{name}.md", f"{report.title} (Markdown)", markdown(report, self._pages).encode())
        json_file = Upload(f"{name}.json", f"{report.title} (JSON)", to_json(report).encode())
        comment = self._words("interview.report.files_comment")
        page = html(report, self._pages).encode()
        return Upload(f"{name}.html", report.title, page, comment, more=(markdown_file, json_file))


def linker(workspace: str, interview: Interview) -> Callable[[Message], str]:
    """Addresses of messages as Slack makes them; "" where the workspace's own address is not known."""
    channel = interview.setup.channel

    def link(message: Message) -> str:
        if not workspace or not channel:
            return ""
        address = f"{workspace.rstrip('/')}/archives/{channel}/p{message.ts.replace('.', '')}"
        return f"{address}?thread_ts={message.thread}&cid={channel}" if message.thread else address

    return link

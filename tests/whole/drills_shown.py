"""One drill of every kind, answered by three people in the local workspace in Chromium, with pictures of each step.

    python -m tests.whole.drills_shown [--kind slip] [--narrow]

Pictures go to tests/artifacts/drill-KIND-{card,form,errors,feedback,reveal,board,home}.png, and a line for each kind says
what was seen. Everything is typed and clicked on the page; only the person at the page is changed by its address.
"""

import argparse
import asyncio
import sys
import tempfile
from pathlib import Path
from typing import Any

from playwright.async_api import Page, async_playwright, expect

from bot.drills.exercise import KINDS, Exercise
from bot.drills.state import stream_of
from bot.drills.telling import Teller
from bot.estimation import cascade
from bot.workspace.population import TEAM
from tests.support.bot import Setting, bot_in_workspace, eventually, shipped_content
from tests.support.browser import ARTIFACTS, chromium

PATIENCE = 60_000  # milliseconds


async def main(kinds: list[str], width: int) -> int:
    ARTIFACTS.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        async with bot_in_workspace(Path(folder), page=True) as setting, async_playwright() as playwright:
            browser = await playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
            context = await browser.new_context(viewport={"width": width, "height": 1000}, locale="en-GB")
            page = await context.new_page()
            page.set_default_timeout(PATIENCE)
            for kind in kinds:
                sys.stdout.write(f"{kind:12} {await shown(page, setting, kind)}\n")
                sys.stdout.flush()
            await told(page, setting)
            await home(page, setting)
            await browser.close()
    return 0


async def shown(page: Page, setting: Setting, kind: str) -> str:
    channel = await setting.workspace.create_channel(setting.ada.id, f"{kind}-drill")
    for person in (*setting.workspace.people()[1:], setting.workspace.bot):
        await setting.workspace.invite(setting.ada.id, channel.id, person.id)
    await enter(page, setting, setting.ada.id, channel.id)
    await say(page, "/mock schedule")
    form = page.get_by_role("dialog", name="Weekly drill")
    await form.get_by_label("Drill", exact=True).select_option(kind)
    await form.get_by_label("Time zone").fill("Europe/Berlin")
    if kind == KINDS[0]:
        await shot(page, "schedule")
    await form.get_by_role("button", name="Save").click()
    await expect(form).to_be_hidden(timeout=PATIENCE)
    await say(page, "/mock schedule run")
    await expect(page.locator("#main").get_by_role("heading", name="Drill:").first).to_be_visible(timeout=PATIENCE)
    await shot(page, f"{kind}-card")
    exercise = await exercise_of(setting, channel.id)
    for number, person in enumerate(setting.workspace.people()[:3]):
        await enter(page, setting, person.id, channel.id)
        await answer(page, exercise, number, kind)
    await enter(page, setting, setting.ada.id, channel.id)
    await say(page, "/mock schedule reveal")
    replies = page.locator("#main").get_by_role("button", name="3 replies")
    await replies.click()
    thread = page.get_by_role("log", name="Thread")
    await expect(thread.get_by_role("heading", name="Board")).to_be_visible(timeout=PATIENCE)
    await shot(page, f"{kind}-reveal")
    await thread.get_by_role("heading", name="Board").scroll_into_view_if_needed()
    await page.wait_for_timeout(400)
    await shot(page, f"{kind}-board")
    return "card, form, feedback, reveal and board seen; three people answered"


async def enter(page: Page, setting: Setting, person: str, channel: str) -> None:
    await page.goto(f"{setting.address}&as={person}&channel={channel}")
    await page.wait_for_selector("html[data-ready]", state="attached")


async def say(page: Page, text: str) -> None:
    field = page.locator("textarea[aria-label='Message']")
    await field.fill(text)
    await field.press("Enter")


async def exercise_of(setting: Setting, channel: str) -> Exercise:
    found: Any = await setting.front.desk.state(stream_of(TEAM["id"], channel))
    rounds = found[0].rounds
    await eventually(lambda: rounds)
    return next(iter(rounds.values())).exercise


async def answer(page: Page, exercise: Exercise, number: int, kind: str) -> None:
    await page.locator("#main").get_by_role("button", name="Answer", exact=True).click()
    form = page.get_by_role("dialog")
    await expect(form.get_by_role("button", name="Answer")).to_be_visible()
    if number == 0 and kind == "estimation":
        await fill(form, exercise, {"write_qps": "lots", "daily_storage": "40 per second"})
        await form.get_by_role("button", name="Answer").click()
        await page.wait_for_timeout(600)
        await shot(page, f"{kind}-errors")
    await fill(form, exercise, answers(exercise)[number])
    if number == 0:
        await shot(page, f"{kind}-form")
    await form.get_by_role("button", name="Answer").click()
    await expect(page.get_by_role("dialog", name="Marked")).to_be_visible(timeout=PATIENCE)
    if number < 2:
        await shot(page, f"{kind}-feedback-{number + 1}")
    await page.get_by_role("dialog").get_by_role("button", name="Done").click()


async def fill(form: Any, exercise: Exercise, written: dict[str, str]) -> None:
    content = shipped_content()
    labels = Teller(content.words.say, content).labels(exercise)
    for item in exercise.items:
        if (text := written.get(item.id)) is None:
            continue
        field = form.get_by_label(labels[item.id].replace("&amp;", "&")).first
        if exercise.kind == "slip" and item.id == "step":
            await field.select_option(text)
        else:
            await field.fill(text)


def answers(exercise: Exercise) -> list[dict[str, str]]:
    """A good, a middling and a bad answer."""
    match exercise.kind:
        case "estimation":
            steps = cascade(exercise.params)
            good = {
                m.metric: f"{steps[m.metric].value:.3g} {'B' if steps[m.metric].unit == 'B' else '/s'}"
                for m in exercise.items
                if m.metric
            }
            return [
                {**good, "server": "No, that is beyond what one machine takes at peak."},
                {**good, "replicated_storage": f"{steps['yearly_storage'].value:.3g} B", "server": "yes"},
                {"write_qps": f"{steps['writes_per_day'].value:.3g}/s", "daily_storage": "3 MB"},
            ]
        case "sprint":
            good = {
                item.id: f"{cascade(item.params)[item.metric].value:.4g} {'B' if 'storage' in item.metric or item.metric == 'cache_memory' else 'B/s' if 'bandwidth' in item.metric else ''}"
                for item in exercise.items
            }
            return [good, {**good, "1": "5/s"}, {"1": "12 million", "2": "9000"}]
        case "slip":
            at = str(exercise.planted_at)
            return [
                {
                    "step": at,
                    "name": "hours instead of days, bits, prefix, reads, peak, month, copies, divided: one of these",
                },
                {"step": at, "name": "it is too big"},
                {"step": "1", "name": "no idea"},
            ]
        case "design":
            return [
                {
                    "design": "client -> load balancer: https\nload balancer -> api: http\napi -> cache: get\napi -> database: sql\napi -> queue: publish\nqueue -> worker: poll\nworker -> database: insert",
                    "why": "The load balancer spreads requests over equal servers. The API checks and answers. The cache answers hot reads from memory. The database keeps what must not be lost. The queue absorbs the peak. The worker writes at its own pace.",
                    "apis": "POST /items {key, text} -> 201 {id}\nGET /items/{id} -> 200 {text}",
                },
                {"design": "client -> api\napi -> db: sql", "why": "We need a database.", "apis": "two endpoints"},
                {"design": "client, server, database"},
            ]
        case "decisions":
            good = {
                "database": "We need 30k writes a second and look-ups by key. I choose Cassandra. We give up joins and transactions.",
                "cache": "Hot keys must be answered within 5 ms. I take Redis. Its memory costs more and it may be stale.",
                "queue": "A peak of 60k/s must be absorbed without loss. I take Kafka. It is one more cluster to operate.",
                "compute": "Load follows the day, so it must scale within minutes. Containers on Kubernetes. The platform is complex to run.",
                "metric.1": "p99 latency: tells whether people notice that it gets slow",
                "metric.2": "consumer lag: shows whether writes pile up",
                "metric.3": "error rate: warns before people complain",
            }
            return [
                good,
                {**good, "cache": "Redis because everybody uses it.", "metric.2": "CPU"},
                {"database": "Postgres. It is the best database."},
            ]
        case "patterns":
            names = dict.fromkeys(item.id.split(".")[0] for item in exercise.items)
            cards = shipped_content().patterns
            own = {f"{name}.line": f"{cards[name].name}, said in my own way" for name in names}
            own |= {f"{name}.scenario": "A shop before Christmas with many visitors" for name in names}
            own |= {f"{name}.tradeoff": "It helps under load, but it is harder to operate" for name in names}
            copy = {f"{name}.line": cards[name].line for name in list(names)[:2]}
            return [own, {**own, **copy}, {f"{next(iter(names))}.line": "good for scaling"}]
    good = {
        "functional.1": "Do we need groups? Then one write fans out to many readers.",
        "functional.2": "Is editing in scope? If so, copies must be invalidated.",
        "nonfunctional.1": "How fast must an answer be? Below 100 ms we need a cache near the users.",
        "nonfunctional.2": "What availability is asked for? Four nines need replicas in several zones.",
        "scale.1": "How many users are active on a day? It decides whether we shard.",
        "scale.2": "How many reads are there for each write? It decides whether we need read replicas.",
        "constraints.1": "Which clients are there, web or mobile? Mobile needs push and offline storage.",
        "constraints.2": "Must it run in one region by law? Then data cannot be replicated elsewhere.",
        "edge_cases.1": "What happens when a request arrives twice? We then need idempotency keys.",
        "edge_cases.2": "What if a data centre fails? Then we need failover and replicas elsewhere.",
    }
    return [
        good,
        {**good, "scale.1": "How many users? It is important.", "edge_cases.2": "Failures."},
        {"functional.1": "It must be fast."},
    ]


async def told(page: Page, setting: Setting) -> None:
    """An answer in the open thread, which does not count, and one in a direct message; then the list."""
    channel = await setting.workspace.create_channel(setting.ada.id, "open-drill")
    await setting.workspace.invite(setting.ada.id, channel.id, setting.workspace.bot.id)
    await enter(page, setting, setting.ada.id, channel.id)
    await say(page, "/mock schedule")
    form = page.get_by_role("dialog", name="Weekly drill")
    await form.get_by_label("Drill", exact=True).select_option("rotation")
    await form.get_by_role("button", name="Save").click()
    await expect(form).to_be_hidden(timeout=PATIENCE)
    await say(page, "/mock schedule run")
    await expect(page.locator("#main").get_by_role("heading", name="Drill:").first).to_be_visible(timeout=PATIENCE)
    await say(page, "/mock schedule list")
    await expect(page.locator("#main").get_by_text("Drills of this channel")).to_be_visible(timeout=PATIENCE)
    await shot(page, "list")
    found: Any = await setting.front.desk.state(stream_of(TEAM["id"], channel.id))
    post = next(iter(found[0].rounds.values())).ts
    await setting.workspace.say(setting.ada.id, channel.id, "Do we need groups?", thread_ts=post)
    await page.goto(f"{setting.address}&as={setting.ada.id}&channel={channel.id}&thread={post}")
    notice = page.get_by_text("do not count").first
    await expect(notice).to_be_visible(timeout=PATIENCE)
    await shot(page, "thread-notice")
    await enter(page, setting, setting.ada.id, channel.id)
    await page.locator("#main").get_by_role("button", name="Answer in a message").first.click()
    room = setting.workspace.direct_message(setting.ada.id)
    await enter(page, setting, setting.ada.id, room.id)
    await expect(page.get_by_text("Answer here, in one message").first).to_be_visible(timeout=PATIENCE)
    await say(page, "1. Do we need groups? Then one write fans out to many readers. 2. budget?")
    await expect(page.get_by_text("10 right").last).to_be_visible(timeout=PATIENCE)
    await shot(page, "message")


async def home(page: Page, setting: Setting) -> None:
    await enter(page, setting, setting.ben.id, setting.channel.id)
    await setting.workspace.open_home(setting.ben.id)
    await eventually(lambda: setting.workspace.home(setting.ben.id))
    room = setting.workspace.direct_message(setting.ben.id)
    await page.goto(f"{setting.address}&as={setting.ben.id}&channel={room.id}&tab=home")
    await page.wait_for_selector("html[data-ready]", state="attached")
    await shot(page, "home")


async def shot(page: Page, name: str) -> None:
    await page.screenshot(path=ARTIFACTS / f"drill-{name}.png", full_page=False)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kind", choices=KINDS)
    parser.add_argument("--narrow", action="store_true", help="390 pixels wide, as on a phone")
    chosen = parser.parse_args()
    sys.exit(asyncio.run(main([chosen.kind] if chosen.kind else list(KINDS), 390 if chosen.narrow else 1280)))

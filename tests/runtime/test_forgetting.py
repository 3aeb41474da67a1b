"""Forgetting over a real store of each kind: every table is read whole afterwards, and the file too."""

import random
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from bot.drills import Drills, Marker
from bot.drills import commands as drill
from bot.drills.board import board
from bot.drills.schedule import Rule
from bot.interview import commands as do
from bot.interview.aggregate import Interviews
from bot.peers import Invitations
from bot.peers import invitation as i
from bot.peers.deciding import Rules
from bot.peers.pairing import PairingRules, Pairings, WorkingHours
from bot.peers.pairing import commands as pair
from bot.people import Persons, Preferences, SetPreferences
from bot.record.forgotten import alias, is_gone, renamed, renaming
from bot.runtime import Desk, Engine, FakeAlarm, Route, Sender
from bot.runtime.calendar import next_occurrence
from bot.slack.peers.beginning import beginning
from bot.store import Store, open_store
from tests.runtime.channel import Channel
from tests.runtime.toy import Add, FakeClock, Toy
from tests.support.bot import shipped_content

T0 = 1_799_000_000.0
ADA, BEN, TEAM = "U0ADAFORGET", "U0BENSTAYS1", "T1"
ALIAS = alias(7)
WORDS = ("pelicanwords", "QuaggaStore", "wombatanswer", "narwhalnote")


@pytest.fixture(scope="module")
def marker() -> Marker:
    from bot.dialogue.mind import Mind

    return Marker(Mind(shipped_content()))


@pytest.fixture
async def store(database_url: str) -> AsyncIterator[Store]:
    opened = open_store(database_url)
    yield opened
    await opened.close()


def desk_over(store: Store, marker: Marker, alarm: FakeAlarm, clock: FakeClock) -> Desk:
    content = shipped_content()
    kinds = [
        Interviews(marker.mind),
        Invitations(Rules.of(content.lexicon["peers"]), beginning()),
        Drills(marker, next_occurrence),
        Pairings(PairingRules.of(content.lexicon["pairing"]), next_occurrence),
        Persons(),
    ]
    return Desk(store, kinds, alarm, clock)


class Lived:
    """Ada was interviewed by Ben and by the bot, answered a drill of the channel and one of her own, is paired."""

    def __init__(self, store: Store, marker: Marker) -> None:
        self.store, self.clock, self.alarm = store, FakeClock(), FakeAlarm()
        self.clock.at = T0
        self.desk = desk_over(store, marker, self.alarm, self.clock)
        self.with_ben, self.with_bot = "interview-" + "a" * 32, "interview-" + "b" * 32
        self.drills, self.pairing = f"drills-{TEAM}.C1", f"pairing-{TEAM}.C1"

    async def live(self) -> None:
        await self.alarm.start(self.desk.ring)
        await self._interview(self.with_ben, "C1", BEN)
        await self._interview(self.with_bot, "C2", "")
        await self._drill()
        await self._others()

    async def tell(self, command: Any, stream: str, key: str = "") -> None:
        await self.desk.handle(command, Route(stream=stream, new=True), key)

    async def _interview(self, stream: str, channel: str, interviewer: str) -> None:
        start = do.StartInterview(
            now=self.clock.at, team=TEAM, candidate=ADA, interviewer=interviewer, scenario="whatsapp", seed=1,
            channel=channel,
        )  # fmt: skip
        await self.tell(start, stream, f"action:{ADA}:{stream}")
        await self.tell(do.OpenThread(now=self.clock.at, channel=channel, ts=f"{self.clock.at:.6f}"), stream)
        for number, text in enumerate(("I would assume 40M users, pelicanwords.", "client -> QuaggaStore: writes")):
            self.clock.at += 1
            ts = f"{self.clock.at:.6f}"
            heard = do.HearMessage(now=self.clock.at, user=ADA, ts=ts, text=text, text_id=f"{stream}:{number}")
            await self.tell(heard, stream)
        if interviewer:
            words = f"And what would <@{ADA}> do next?"
            ts = f"{self.clock.at + 0.5:.6f}"
            await self.tell(do.HearMessage(now=self.clock.at, user=BEN, ts=ts, text=words, text_id="ben:1"), stream)
        self.clock.at += 10
        await self.alarm.ring_until(self.clock.at)
        await self.tell(do.EndInterview(now=self.clock.at, user=ADA), stream)
        self.clock.at += 2 * 86_400
        await self.alarm.ring_until(self.clock.at)

    async def _drill(self) -> None:
        rule = Rule("mon", "09:30", "Europe/Berlin")
        kinds: Any = ("questions",)
        make = drill.MakeSchedule(now=self.clock.at, user=ADA, kinds=kinds, rule=rule, open_hours=48, admin=True)
        await self.tell(make, self.drills)
        await self.tell(drill.RunNow(now=self.clock.at, user=ADA, schedule="s1", admin=True), self.drills)
        text = "How many wombatanswer messages a day? It would change whether one database will do."
        for user in (ADA, BEN):
            answer = drill.AnswerDrill(
                now=self.clock.at, user=user, round=f"{self.drills}.r1",
                answer={"functional.1": text if user == ADA else "How many users are there? It changes the sharding."},
            )  # fmt: skip
            await self.tell(answer, self.drills)
        await self.tell(drill.TakeDrill(now=self.clock.at, user=ADA, kind="slip", seed=3), f"drills-{TEAM}.{ADA}")

    async def _others(self) -> None:
        now = self.clock.at
        hours = WorkingHours("Europe/Berlin")
        for user in (ADA, BEN):
            await self.tell(pair.JoinPairing(now=now, user=user, hours=hours, admin=True), self.pairing)
        prefers = SetPreferences(now=now, preferences=Preferences(zone="Asia/Kolkata"))
        await self.tell(prefers, f"person-{TEAM}.{ADA}")
        invite = i.Invite(now=now, team=TEAM, channel="C1", by=BEN, to=ADA, candidate=ADA)
        await self.tell(invite, "invitation-" + "c" * 32)


async def everything(store: Store, tables: tuple[str, ...]) -> str:
    """Every row of every table, as text."""

    def read(tx: Any) -> str:
        if tx.connection is not None:
            return "\n".join(str(tx.connection.execute(f"SELECT * FROM {t}").fetchall()) for t in tables)
        return ""

    return await store.transact(read)


TABLES = ("inbox", "events", "texts", "claims", "timers", "outbox", "named_posts", "interviews", "notes", "lines")


def file_of(database_url: str) -> bytes:
    """The SQLite file with its log."""
    if not database_url.startswith("sqlite"):
        return b""
    path = Path(database_url.removeprefix("sqlite:///"))
    return b"".join(each.read_bytes() for each in path.parent.glob(path.name + "*"))


async def findable(store: Store, database_url: str, *needles: str) -> list[str]:
    rows, file = await everything(store, TABLES), file_of(database_url)
    return [needle for needle in needles if needle in rows or needle.encode() in file]


async def test_nothing_of_a_forgotten_person_is_findable(store: Store, database_url: str, marker: Marker) -> None:
    lived = Lived(store, marker)
    await lived.live()
    assert await findable(store, database_url, *WORDS[:3], ADA) == [*WORDS[:3], ADA]

    await lived.desk.forget(TEAM, ADA, ALIAS)

    assert await findable(store, database_url, *WORDS, ADA) == []
    assert await findable(store, database_url, BEN, ALIAS) == [BEN, ALIAS]


async def test_what_others_took_part_in_stays_and_can_go_on(store: Store, database_url: str, marker: Marker) -> None:
    lived = Lived(store, marker)
    await lived.live()
    await lived.desk.forget(TEAM, ADA, ALIAS)

    assert await lived.desk.state(lived.with_bot) is None  # hers alone
    assert await lived.desk.state(f"drills-{TEAM}.{ADA}") is None
    interview, texts = await lived.desk.state(lived.with_ben)  # type: ignore[misc]
    assert interview.setup.candidate == ALIAS
    assert {text for text in texts.values() if text} == {f"And what would @{ALIAS} do next?"}
    drills, _ = await lived.desk.state(lived.drills)  # type: ignore[misc]
    assert drills.rounds[f"{lived.drills}.r1"].answered == 2
    await lived.tell(
        drill.RevealNow(now=lived.clock.at, user=BEN, round=f"{lived.drills}.r1", admin=True), lived.drills
    )
    drills, _ = await lived.desk.state(lived.drills)  # type: ignore[misc]
    assert marker.mind.content.drills is not None
    assert [row.person for row in board(drills, lived.clock.at, marker.mind.content.drills.rules)] == [BEN]
    await lived.tell(pair.ForgetMember(now=lived.clock.at, user=ALIAS), lived.pairing)
    pairing, _ = await lived.desk.state(lived.pairing)  # type: ignore[misc]
    assert set(pairing.members) == {BEN}


async def test_forgetting_twice_changes_nothing_more(store: Store, database_url: str, marker: Marker) -> None:
    lived = Lived(store, marker)
    await lived.live()
    await lived.desk.forget(TEAM, ADA, ALIAS)
    before = await lived.desk.state(lived.with_ben)
    await lived.desk.forget(TEAM, ADA, alias(8))
    assert await lived.desk.state(lived.with_ben) == before


async def test_jobs_of_a_forgotten_person_go_too(postgres_url: str, marker: Marker) -> None:
    from bot.runtime.replicated import install
    from tests.conftest import empty_postgres

    url = empty_postgres(postgres_url, "jobs")
    store = open_store(url)
    install(url)
    insert = "INSERT INTO procrastinate_jobs (queue_name, task_name, lock, args) VALUES ('q', 'deliver', %(l)s, %(a)s)"
    for user in (ADA, BEN):
        values = {"l": f"{TEAM}/{user}", "a": f'{{"lane": "{TEAM}/{user}"}}'}
        await store.transact(lambda tx, values=values: tx.connection.execute(insert, values))  # type: ignore[misc]
    lived = Lived(store, marker)
    await lived.desk.forget(TEAM, ADA, ALIAS)
    left = await everything(store, ("procrastinate_jobs",))
    await store.close()
    assert ADA not in left
    assert BEN in left


async def test_words_older_than_they_are_kept_become_empty(store: Store, database_url: str, marker: Marker) -> None:
    lived = Lived(store, marker)
    await lived.live()
    emptied = await store.transact(lambda tx: tx.expire_texts(T0 + 86_400))
    await store.scrub()
    lived.desk.drop_memory()
    assert emptied == 3  # the interview with Ben, two days before the one with the bot
    _, texts = await lived.desk.state(lived.with_ben)  # type: ignore[misc]
    assert set(texts.values()) == {""}
    _, texts = await lived.desk.state(lived.with_bot)  # type: ignore[misc]
    assert all(texts.values())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("U12", "gone-00000007"),
        ("action:U12:1.2", "action:gone-00000007:1.2"),
        ("<@U12|ada> and <@U12>", "@gone-00000007 and @gone-00000007"),
        ("U123 and XU12 are others", "U123 and XU12 are others"),
        ("drills-T1.U12.r1", "drills-T1.gone-00000007.r1"),
    ],
)
def test_an_id_is_replaced_where_it_stands_by_itself(text: str, expected: str) -> None:
    assert renaming("U12", ALIAS)(text) == expected


def test_ids_are_replaced_in_keys_and_values_of_any_depth() -> None:
    found = renamed({"U12": [{"a": "U12"}, 1, None, True]}, renaming("U12", ALIAS))
    assert found == {ALIAS: [{"a": ALIAS}, 1, None, True]}


def test_an_alias_says_nothing_of_the_id() -> None:
    assert is_gone(alias(random.Random(1).getrandbits(64)))
    assert not is_gone("U0ADA00001")
    assert not is_gone("gone-fishing")


def engine_over(store: Store, clock: FakeClock) -> tuple[Engine, Desk]:
    desk = Desk(store, [Toy()], FakeAlarm(), clock)
    return Engine(desk, Sender(store, Channel(), clock, None), FakeAlarm(), store, clock), desk


async def texts(desk: Desk) -> dict[str, str]:
    found = await desk.state("toy-1")
    assert found is not None
    return found[1]


async def test_the_engine_empties_words_older_than_the_team_keeps_them(store: Store) -> None:
    clock = FakeClock()
    engine, desk = engine_over(store, clock)
    engine.keep_days = 30
    begun = clock.at
    await desk.handle(Add(begun, 5, "five"), Route(stream="toy-1", new=True))
    clock.at = begun + 29 * 86_400
    await engine._sweep_once()
    assert await texts(desk) == {"toy-1:0": "five"}
    clock.at = begun + 31 * 86_400
    await engine._sweep_once()
    assert await texts(desk) == {"toy-1:0": ""}


async def test_a_replica_forgets_what_another_one_was_told_to_forget(store: Store) -> None:
    clock = FakeClock()
    engine, desk = engine_over(store, clock)
    _, other = engine_over(store, clock)
    await desk.handle(Add(clock.at, 5, "five"), Route(stream="toy-1", new=True))
    await engine._sweep_once()
    await other.forget("T", "U1", ALIAS)
    assert await texts(desk) == {"toy-1:0": "five"}  # still in memory
    await engine._sweep_once()
    assert await texts(desk) == {"toy-1:0": ""}

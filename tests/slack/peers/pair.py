"""Two people and an observer in a workspace with the bot, and what each of them sees."""

from dataclasses import dataclass
from typing import Any

from bot.workspace import Person
from tests.support.bot import Setting, eventually

WAIT = 25.0


@dataclass
class Pair:
    """Ada is the candidate, Ben the interviewer, Chidi looks on."""

    place: Setting
    chidi: Person

    @classmethod
    def of(cls, place: Setting) -> "Pair":
        return cls(place, place.workspace.people()[2])

    @property
    def ada(self) -> Person:
        return self.place.ada

    @property
    def ben(self) -> Person:
        return self.place.ben

    def direct(self, person: Person) -> list[dict[str, Any]]:
        """The person's conversation with the bot."""
        room = self.place.workspace.direct_message(person.id)
        return self.place.workspace.visible(person.id, room.id)

    def whispers(self) -> list[dict[str, Any]]:
        return [message for message in self.direct(self.ben) if message["text"].startswith("For the interviewer")]

    def whisper(self) -> str:
        return str(self.whispers()[-1]["blocks"]) if self.whispers() else ""

    async def press(self, person: Person, message: dict[str, Any], action: str, value: Any = None, **more: Any) -> Any:
        room = self.place.workspace.direct_message(person.id).id
        channel = room if message in self.direct(person) else self.place.channel.id
        return await self.place.workspace.press(person.id, (channel, message["ts"]), action, value, **more)

    async def press_whisper(self, action: str, value: Any = None) -> Any:
        return await self.press(self.ben, self.whispers()[-1], action, value)

    async def invite(self, words: str = "whatsapp 30") -> dict[str, Any]:
        await self.place.mock(f"with @ben {words}")
        return await self.invitation()

    async def invitation(self) -> dict[str, Any]:
        found = await eventually(lambda: [m for m in self.direct(self.ben) if "peers.accept" in str(m.get("blocks"))])
        return dict(found[-1])

    async def begin(self, words: str = "whatsapp 30") -> None:
        """From the invitation to the task in the thread, with the whisper at the interviewer's side."""
        invitation = await self.invite(words)
        assert (await self.press(self.ben, invitation, "peers.accept")).ok
        await eventually(self.place.said)
        await eventually(lambda: "peers.fact_menu" in self.whisper())

    def alone(self, person: Person) -> list[str]:
        """What the bot said to this person alone in the channel and its threads."""
        messages = [*self.place.workspace.visible(person.id, self.place.channel.id), *self.place.thread(person.id)]
        return [message["text"] for message in messages if message.get("is_ephemeral")]

    async def end(self) -> dict[str, Any]:
        """End it; the message under which everybody scores."""
        await self.place.mock("end")
        found = await eventually(lambda: [m for m in self.place.thread() if "peers.score" in str(m.get("blocks"))])
        return dict(found[-1])

    async def score(self, person: Person, under: dict[str, Any], levels: dict[str, int], feedback: str = "") -> None:
        """Fill in a scorecard from the first page to the last."""
        ws = self.place.workspace
        assert (await self.press(person, under, "peers.score")).ok
        for _ in range(9):
            view = ws.views(person.id)[-1]
            phase = next(
                (b["block_id"].partition(":")[2] for b in view["blocks"] if b["block_id"].startswith("level:")), ""
            )
            if not phase:
                break
            values = {f"level:{phase}": str(levels[phase])} if phase in levels else {}
            outcome = await ws.submit(person.id, view["id"], {**values, f"note:{phase}": f"{person.name} on {phase}"})
            assert outcome.ok, outcome
        outcome = await ws.submit(person.id, ws.views(person.id)[-1]["id"], {"feedback": feedback})
        assert outcome.ok, outcome
        assert not ws.views(person.id)

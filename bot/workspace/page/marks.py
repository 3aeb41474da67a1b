"""How far each person has read each channel. Kept in memory: what was there when the page started counts as read."""

from bot.workspace.model import Json
from bot.workspace.workspace import Workspace

LOOKED_AT = 30  # newest messages that are counted; more than nine are shown as 9+


class Marks:
    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._read: dict[tuple[str, str], str] = {}
        for person in workspace.people():
            for channel in workspace.channels(person.id):
                self.read(person.id, channel.id)

    def get(self, user: str, channel: str) -> str:
        """The newest `ts` that the person has seen there, "0" where they never were."""
        return self._read.get((user, channel), "0")

    def read(self, user: str, channel: str) -> None:
        """Everything in the channel has been seen now."""
        newest = [_newest(message) for message in self._workspace.visible(user, channel, LOOKED_AT)]
        self._read[user, channel] = max([self.get(user, channel), *newest])

    def unread(self, user: str, channel: str) -> int:
        """Messages and threads of others that have something new, among the newest ones."""
        mark = self.get(user, channel)
        found = self._workspace.visible(user, channel, LOOKED_AT)
        return sum(_newest(message) > mark and not _only_mine(message, user, mark) for message in found)


def _newest(message: Json) -> str:
    return max(str(message.get("ts", "0")), str(message.get("latest_reply") or "0"))


def _only_mine(message: Json, user: str, mark: str) -> bool:
    """Whether what is new in a message is the person's own doing: they wrote it and nobody answered since."""
    return message.get("user") == user and not str(message.get("latest_reply") or "0") > mark

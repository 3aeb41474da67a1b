"""Files: upload in three steps (address, content, completion), sharing into a channel, and reading them back."""

import mimetypes
from collections.abc import Sequence
from pathlib import PurePath

from bot.workspace.core import Core, copied
from bot.workspace.messages import Messages
from bot.workspace.model import Channel, Json, Person, Upload
from bot.workspace.refused import Refused, because

MAX_FILE = 20_000_000  # bytes; Slack takes a gigabyte, a practice workspace needs no more than this


class Files:
    """Kept as in files.info, with `complete` and `upload_length` beside; addresses without the host."""

    def __init__(self, core: Core, messages: Messages) -> None:
        self._core, self._messages = core, messages

    def reserve(self, name: str, length: int, owner: str, alt: str = "") -> Json:
        """A place for a file of that many bytes; returns the record, with `upload_url` as a path."""
        if not 0 < length <= MAX_FILE:
            raise because("invalid_arguments", f"[ERROR] length must be 1 to {MAX_FILE} [json-pointer:/length]")
        safe = PurePath(name.replace("\\", "/")).name[:255] or "file"
        key = self._core.next_id("F")
        mime = mimetypes.guess_type(safe)[0] or "application/octet-stream"
        kind = PurePath(safe).suffix.lstrip(".").lower() or "binary"
        created = int(self._core.clock())
        record = {
            "id": key,
            "created": created,
            "timestamp": created,
            "name": safe,
            "title": safe,
            "mimetype": mime,
            "filetype": kind,
            "pretty_type": kind.upper(),
            "user": owner,
            "size": length,
            "mode": "hosted",
            "is_external": False,
            "is_public": False,
            "url_private": f"/files/{key}/{safe}",
            "url_private_download": f"/files/{key}/download/{safe}",
            "permalink": f"/files/{key}/{safe}",
            "channels": [],
            "groups": [],
            "ims": [],
            "shares": {},
            **({"alt_txt": alt} if alt else {}),
        }
        self._core.files.put(key, {"complete": False, "file": record})
        return record

    def receive(self, key: str, content: bytes) -> None:
        """The content of a reserved file. Raises Refused for an unknown one or another length than was said."""
        kept = self._core.files.get(key)
        if kept is None or kept["complete"]:
            raise Refused("file_not_found")
        if len(content) != kept["file"]["size"]:
            raise Refused("invalid_length")
        self._core.contents.put(key, content)

    def complete(self, wanted: Sequence[Json], owner: str) -> list[Json]:
        """Finish uploads, `{"id", "title"?}` each; all or none. Returns the records."""
        done = []
        for one in wanted:
            kept = self._core.files.get(str(one.get("id")))
            if kept is None or kept["file"]["user"] != owner or self._core.contents.get(kept["file"]["id"]) is None:
                raise Refused("file_not_found")
            done.append({**kept["file"], "title": one.get("title") or kept["file"]["title"]})
        for record in done:
            self._core.files.put(record["id"], {"complete": True, "file": record})
        return done

    def share(
        self, records: Sequence[Json], room: Channel, author: Person, text: str, thread_ts: str | None, **more: object
    ) -> Json:
        """Post one message that holds these files; returns it."""
        files = [copied(record) for record in records]
        subtype = None if author.is_bot else "file_share"
        message = self._messages.post(room, author, text, thread_ts, files=files, subtype=subtype, **more)
        for record in records:
            self._note_share(record["id"], room, message)
        return message

    def add(self, upload: Upload, owner: str) -> Json:
        """A person's file, whole at once."""
        record = self.reserve(upload.name, len(upload.content), owner)
        self.receive(record["id"], upload.content)
        return self.complete([{"id": record["id"], "title": upload.title}], owner)[0]

    def info(self, key: str) -> Json:
        """The record with whole addresses; raises file_not_found, also before the upload is complete."""
        kept = self._core.files.get(key)
        if kept is None or not kept["complete"]:
            raise Refused("file_not_found")
        record = copied(kept["file"])
        return record | {
            name: self._core.base_url + record[name] for name in ("url_private", "url_private_download", "permalink")
        }

    def content(self, key: str) -> bytes:
        self.info(key)
        content = self._core.contents.get(key)
        if content is None:
            raise Refused("file_not_found")
        return content

    def may_see(self, user: str, key: str) -> bool:
        """Whether the person owns the file or is where it was shared."""
        record = self.info(key)
        if record["user"] == user:
            return True
        rooms = [self._core.room(channel) for channel in [*record["channels"], *record["groups"], *record["ims"]]]
        return any(room is not None and (room.kind == "public" or user in room.members) for room in rooms)

    def _note_share(self, key: str, room: Channel, message: Json) -> None:
        kept = copied(self._core.files.get(key) or {})
        record = kept["file"]
        listed = {"public": "channels", "private": "groups", "im": "ims"}[room.kind]
        if room.id not in record[listed]:
            record[listed].append(room.id)
        share = {"ts": message["ts"], "channel_name": room.name, "team_id": self._core.team["id"], "reply_users": []}
        if "thread_ts" in message:
            share["thread_ts"] = message["thread_ts"]
        where = record["shares"].setdefault("public" if room.kind == "public" else "private", {})
        where.setdefault(room.id, []).append(share)
        self._core.files.put(key, kept)

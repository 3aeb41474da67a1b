"""Forms and the App Home: who may open one (triggers), the stack of forms, hashes, and what stands in the inputs."""

from bot.workspace.core import Core, copied, token
from bot.workspace.kit import elements_of, view_faults
from bot.workspace.messages import finished
from bot.workspace.model import Change, Json
from bot.workspace.population import APP_ID, BOT_ID
from bot.workspace.refused import Refused, because

MAX_STACK = 3
_OPTIONAL_TEXT = ("private_metadata", "callback_id", "external_id")


class Modals:
    """Open views by id: `{"user", "view", "values"}`, where `values` is the state of inputs, by block and action."""

    def __init__(self, core: Core) -> None:
        self._core = core
        self._triggers: dict[str, tuple[str, float, bool]] = {}  # trigger_id -> person, when it expires, whether used

    def trigger(self, user: str) -> str:
        """A new trigger_id, good for one view within 3 s."""
        now = self._core.clock()
        self._triggers = {key: one for key, one in self._triggers.items() if one[1] > now - 60}
        key = f"{int(now * 1000)}.{len(self._triggers) + 1}.{token()}"
        self._triggers[key] = (user, now + self._core.timings.trigger, False)
        return key

    def exchange(self, trigger_id: str) -> str:
        """The person whose trigger this is; it cannot be used again."""
        found = self._triggers.get(trigger_id)
        if found is None:
            raise because("invalid_trigger_id", "[ERROR] invalid `trigger_id` [json-pointer:/trigger_id]")
        user, expires, used = found
        if used:
            raise Refused("exchanged_trigger_id")
        if self._core.clock() > expires:
            raise Refused("expired_trigger_id")
        self._triggers[trigger_id] = (user, expires, True)
        return user

    def stack(self, user: str) -> list[Json]:
        """The records of a person's open forms, the one on top last."""
        mine = [one for one in self._core.views.values() if one["user"] == user and one["view"]["type"] == "modal"]
        return sorted(mine, key=lambda one: int(one["depth"]))

    def home(self, user: str) -> Json | None:
        return self._core.views.get(_home_id(user))

    def record(self, view_id: str) -> Json:
        found = self._core.views.get(view_id)
        if found is None:
            raise Refused("not_found")
        return found

    def open(self, trigger_id: str, view: Json) -> Json:
        """Show a form; one that is open already makes way for it."""
        self._checked(view, "modal")
        user = self.exchange(trigger_id)
        self._unique(view, None)
        self.clear(user)
        return self._put(user, view, depth=1)

    def push(self, trigger_id: str, view: Json) -> Json:
        self._checked(view, "modal")
        user = self.exchange(trigger_id)
        return self.push_for(user, view)

    def push_for(self, user: str, view: Json) -> Json:
        """A form on top of the open one, at most three deep."""
        self._checked(view, "modal")
        self._unique(view, None)
        stack = self.stack(user)
        if not stack:
            raise Refused("not_found")
        if len(stack) >= MAX_STACK:
            raise Refused("push_limit_reached")
        return self._put(user, view, depth=len(stack) + 1, below=stack[-1]["view"], root=stack[0]["view"])

    def update(self, view: Json, view_id: str | None, external_id: str | None, expected: str | None) -> Json:
        """Replace an open view. Inputs that keep block_id and action_id keep what was typed into them."""
        self._checked(view, None)
        if view_id is None and external_id is None:
            raise because("invalid_arguments", "[ERROR] missing required field: view_id [json-pointer:/view_id]")
        named = [one for one in self._core.views.values() if one["view"].get("external_id") == external_id != ""]
        record = self._core.views.get(view_id) if view_id else (named[0] if named else None)
        if record is None or record["view"]["type"] != view["type"]:
            raise Refused("not_found")
        if expected and expected != record["view"]["hash"]:
            raise Refused("hash_conflict")
        self._unique(view, record["view"]["id"])
        return self._put(record["user"], view, replacing=record)

    def publish(self, user: str, view: Json, expected: str | None) -> Json:
        """Show this App Home to the person from now on."""
        self._checked(view, "home")
        self._core.person(user)
        record = self.home(user)
        if expected and record is not None and expected != record["view"]["hash"]:
            raise Refused("hash_conflict")
        return self._put(user, view, replacing=record)

    def close(self, view_id: str) -> None:
        """Take one form away; those on top of it go too."""
        record = self.record(view_id)
        for other in self.stack(record["user"]):
            if other["depth"] >= record["depth"]:
                self._core.views.drop(other["view"]["id"])
        self._core.feed.tell(Change("view"), only=record["user"])

    def clear(self, user: str) -> None:
        for record in self.stack(user):
            self._core.views.drop(record["view"]["id"])
        self._core.feed.tell(Change("view"), only=user)

    def hold(self, view_id: str, values: Json) -> Json:
        """Keep what stands in a view's inputs now; returns the view with that state."""
        record = {**self.record(view_id), "values": values}
        self._core.views.put(view_id, record)
        return self.out(record)

    def out(self, record: Json) -> Json:
        """A copy of the view to give away, with the state of its inputs."""
        view = copied(record["view"])
        view["state"] = {"values": copied(record["values"])}
        return view

    def _checked(self, view: Json, kind: str | None) -> None:
        faults = view_faults(view)
        if faults:
            raise because(faults[0].error, *(fault.message for fault in faults))
        if kind is not None and view["type"] != kind:
            raise because("invalid_arguments", f"[ERROR] must be a {kind} [json-pointer:/view/type]")

    def _unique(self, view: Json, own: str | None) -> None:
        named = view.get("external_id")
        for one in self._core.views.values():
            if named and one["view"].get("external_id") == named and one["view"]["id"] != own:
                raise Refused("duplicate_external_id")

    def _put(
        self,
        user: str,
        view: Json,
        depth: int = 0,
        below: Json | None = None,
        root: Json | None = None,
        replacing: Json | None = None,
    ) -> Json:
        old = replacing["view"] if replacing else None
        kind = view["type"]
        view_id = old["id"] if old else (_home_id(user) if kind == "home" else self._core.next_id("V"))
        kept = {
            "id": view_id,
            "team_id": self._core.team["id"],
            **dict.fromkeys(_OPTIONAL_TEXT, ""),
            **({"title": None, "close": None, "submit": None} if kind == "modal" else {}),
            "clear_on_close": False,
            "notify_on_close": False,
            **{key: value for key, value in view.items() if value is not None},
            "blocks": finished(view["blocks"]),
            "state": {"values": {}},
            "hash": f"{int(self._core.clock())}.{token()[:8]}",
            "previous_view_id": old["previous_view_id"] if old else (below["id"] if below else None),
            "root_view_id": old["root_view_id"] if old else (root["id"] if root else view_id),
            "app_id": APP_ID,
            "app_installed_team_id": self._core.team["id"],
            "bot_id": BOT_ID,
        }
        record = {"user": user, "view": kept, "depth": replacing["depth"] if replacing else depth}
        record["values"] = _still_there(kept["blocks"], replacing["values"] if replacing else {})
        self._core.views.put(view_id, record)
        self._core.feed.tell(Change("home" if kind == "home" else "view"), only=user)
        return self.out(record)


def _still_there(blocks: list[Json], values: Json) -> Json:
    ids = {(block["block_id"], element.get("action_id")) for block in blocks for element in elements_of(block)}
    kept: Json = {}
    for block_id, actions in values.items():
        for action_id, state in actions.items():
            if (block_id, action_id) in ids:
                kept.setdefault(block_id, {})[action_id] = state
    return kept


def _home_id(user: str) -> str:
    return "VHOME" + user[1:]

"""Events and commands of interviews, those between two people among them, as JSON values and back."""

from bot.interview import commands, events
from bot.interview.peering import commands as peer_commands
from bot.interview.peering import events as peer_events
from bot.record.stored import Codec

_MODULES = (events, commands, peer_events, peer_commands)
CODEC = Codec(
    "an interview", [value for module in _MODULES for value in vars(module).values()], events.Event, commands.Command
)
encode, decode = CODEC.encode, CODEC.decode

"""Events and commands of drills as JSON values and back."""

from bot.drills import commands, events
from bot.record.stored import Codec

CODEC = Codec("a drill", [*vars(events).values(), *vars(commands).values()], events.Event, commands.Command)
encode, decode = CODEC.encode, CODEC.decode

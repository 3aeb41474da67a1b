"""What a person prefers, and what is known of them: preferences, their own figures over time, their data as a file.

Persons()                          the aggregate of one person's preferences, for the runtime
Preferences                        the values, each with its default
stats(interviews, drills, levels)  a person's own history in figures
"""

from bot.people.aggregate import PREFERENCES, Persons, SetPreferences, stream_of
from bot.people.preferences import Preferences

__all__ = ["PREFERENCES", "Persons", "Preferences", "SetPreferences", "stream_of"]

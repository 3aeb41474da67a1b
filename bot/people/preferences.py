"""What a person prefers. Minutes are after midnight on their own wall; days count Monday as 0."""

from dataclasses import dataclass

NIGHT = (22 * 60, 8 * 60)


@dataclass(frozen=True, slots=True)
class Preferences:
    """`zone` "" is the one that Slack knows; `start`, `end` and `days` are the working hours, None for the usual ones.

    Quiet hours that are equal mean that there are none. `share_stats`: others may see this person's figures."""

    hide_numbers: bool = False
    report_private: bool = False
    share_stats: bool = False
    reminders: bool = True
    quiet_from: int = NIGHT[0]
    quiet_until: int = NIGHT[1]
    zone: str = ""
    start: int | None = None
    end: int | None = None
    days: tuple[int, ...] | None = None

    @property
    def night(self) -> tuple[int, int]:
        return (self.quiet_from, self.quiet_until)

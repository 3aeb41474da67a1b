"""One rung of a criterion's ladder: what must have been seen for this level, in yes/no detectors."""

from typing import Annotated

from pydantic import Field

from bot.content.scenario import Part


class Rung(Part):
    """Level 1 mentioned, 2 done, 3 done and justified; 0 needs no rung."""

    level: Annotated[int, Field(ge=1, le=3)]

"""What a button carries: the stream it belongs to and one more word."""

SEPARATOR = "|"


def packed(stream: str, more: str = "") -> str:
    return f"{stream}{SEPARATOR}{more}"


def unpacked(value: str) -> tuple[str, str]:
    """Stream and word; two empty ones for a value that is not ours."""
    stream, _, more = value.partition(SEPARATOR)
    return (stream, more) if stream.startswith(("interview-", "invitation-")) else ("", "")

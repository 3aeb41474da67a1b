"""Messages and forms of peer interviews. Pure: words come from the caller."""

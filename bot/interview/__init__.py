"""The interview: a pure core of commands, events and state. Time, ids and randomness are passed in."""

"""The design of an interview: what was drawn and said of it, beside what the scenario needs."""

"""The command line: one module a group of commands, and the one place (`running`) that wires the bot together.

`app.py` gathers them. Slow imports stay inside the functions that need them, so that `--help` and the estimation
commands start at once.
"""

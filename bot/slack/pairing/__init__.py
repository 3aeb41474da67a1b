"""Weekly pairing on Slack: the notice, the match and its thread as messages, taking part by command, button and form."""

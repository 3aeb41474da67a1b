"""Peer interviews on Slack: invitations, the whisper, taking over, scorecards. Layout and payloads; words in prompts/."""

"""Drills on Slack: schedules and answers as forms, cards and reveals as messages, answers in a conversation."""

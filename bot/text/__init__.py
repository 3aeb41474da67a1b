"""Slack text as a person reads it, with every place kept.

`plain` turns what Slack delivers (mrkdwn with `&amp;`, `<@U…>`, `<url|label>`, `:emoji:`, `~struck~`, code) into
plain text of **the same length**: what is not prose is blanked out with spaces, so an offset in one is an offset in
the other and evidence can always be quoted verbatim. `escape` is the way back, for text that is put into a message.
"""

from bot.text.slack import PlainText, Span, escape, plain, unescape

__all__ = ["PlainText", "Span", "escape", "plain", "unescape"]

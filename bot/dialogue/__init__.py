"""What the interviewer understands of a turn and says next. Pure: content, state and words come in as values."""

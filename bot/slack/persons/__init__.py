"""What a person may ask about themself: preferences, figures, their data as a file, to be forgotten."""

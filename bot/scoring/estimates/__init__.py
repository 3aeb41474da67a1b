"""The numbers of an interview: what each is of, whether it holds, and what the candidate did with it."""

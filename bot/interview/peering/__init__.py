"""A person interviews in the bot's place: taking over and handing back, what they post, note and score.

These are the interview's own commands and events; what is worked out of them (whisper, conduct, agreement) is in
bot/peers. While a person interviews, the bot reads on in silence and says nothing but the time.
"""

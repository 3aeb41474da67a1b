"""What the page tells a person when something did not work: a sentence per error name, and what to do next."""

_SENTENCES = {
    "timeout": "Mockingbird did not answer within three seconds. What you entered is still here: try again.",
    "not_connected": "Mockingbird is not connected right now, so nobody heard that. Try again in a moment.",
    "refused": "Mockingbird answered something that this workspace cannot show. Its log says what.",
    "unknown_command": "No app here knows that command. Type / to see the ones that work.",
    "not_found": "That is no longer there. It may have been changed or deleted.",
    "channel_not_found": "That channel is not there, or you are not in it.",
    "is_archived": "This channel is archived: it can be read, but not written to.",
    "no_text": "Write something first.",
    "msg_too_long": "That is longer than 40,000 characters. Split it, or attach it as a file.",
    "thread_not_found": "The message that this thread hangs on is gone.",
    "message_not_found": "That message is gone.",
    "cant_update_message": "Only your own messages can be changed.",
    "cant_delete_message": "Only your own messages can be deleted.",
    "user_not_found": "That person is not in this workspace.",
    "file_not_found": "That file is not there, or not for you.",
    "file_too_large": "That file is too large for this workspace.",
    "already_reacted": "You already reacted with that.",
    "invalid_name": "Channel names have small letters, digits, - and _, and no spaces.",
    "name_taken": "There is already a channel of that name.",
    "no_thread_commands": "Commands do not work in threads. Write it in the channel, or mention @Mockingbird here.",
}


def sentence(problem: str) -> str:
    """What to show for an error name; an unknown one is shown by name."""
    return _SENTENCES.get(problem) or f"That did not work ({problem})."

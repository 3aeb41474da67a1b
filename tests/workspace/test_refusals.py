"""Ordinary refusals of the Web API, by Slack's names."""

from typing import Any

import pytest

from tests.workspace.conftest import ADA, ARCHIVE, GENERAL, HIRING, PREP, World

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest.mark.parametrize(
    ("method", "arguments", "error"),
    [
        ("chat.postMsg", {}, "unknown_method"),
        ("chat.postMessage", {"channel": PREP}, "no_text"),
        ("chat.postMessage", {"text": "a"}, "invalid_arguments"),
        ("chat.postMessage", {"channel": PREP, "text": "a", "colour": "red"}, "invalid_arguments"),
        ("chat.postMessage", {"channel": PREP, "text": {"a": 1}}, "invalid_arguments"),
        ("chat.postMessage", {"channel": "C404", "text": "a"}, "channel_not_found"),
        ("chat.postMessage", {"channel": HIRING, "text": "a"}, "channel_not_found"),
        ("chat.postMessage", {"channel": GENERAL, "text": "a"}, "not_in_channel"),
        ("chat.postMessage", {"channel": ARCHIVE, "text": "a"}, "is_archived"),
        ("chat.postMessage", {"channel": PREP, "text": "a", "thread_ts": "1.000001"}, "thread_not_found"),
        ("chat.postMessage", {"channel": PREP, "text": "a", "metadata": {"event_type": 1}}, "invalid_metadata_format"),
        ("chat.postMessage", {"channel": PREP, "text": "a", "metadata": "{"}, "invalid_metadata_format"),
        ("chat.postMessage", {"channel": PREP, "text": "a", "attachments": [{}]}, "invalid_attachments"),
        ("chat.update", {"channel": PREP, "ts": "1.000001", "text": "a"}, "message_not_found"),
        ("chat.delete", {"channel": PREP, "ts": "1.000001"}, "message_not_found"),
        ("chat.getPermalink", {"channel": PREP, "message_ts": "1.000001"}, "message_not_found"),
        ("chat.postEphemeral", {"channel": PREP, "user": "U404", "text": "a"}, "user_not_in_channel"),
        ("chat.postEphemeral", {"channel": PREP, "user": ADA}, "no_text"),
        ("conversations.info", {"channel": "C404"}, "channel_not_found"),
        ("conversations.history", {"channel": GENERAL}, "not_in_channel"),
        ("conversations.history", {"channel": PREP, "cursor": "???"}, "invalid_cursor"),
        ("conversations.history", {"channel": PREP, "oldest": "yesterday"}, "invalid_ts_oldest"),
        ("conversations.history", {"channel": PREP, "limit": 0}, "invalid_arguments"),
        ("conversations.replies", {"channel": PREP, "ts": "1.000001"}, "thread_not_found"),
        ("conversations.open", {}, "users_list_not_supplied"),
        ("conversations.open", {"users": "U404"}, "user_not_found"),
        ("conversations.join", {"channel": ARCHIVE}, "is_archived"),
        ("conversations.list", {"types": "secret"}, "invalid_types"),
        ("users.info", {"user": "U404"}, "user_not_found"),
        ("files.info", {"file": "F404"}, "file_not_found"),
        ("files.completeUploadExternal", {"files": [{"id": "F404"}], "channel_id": PREP}, "file_not_found"),
        ("views.update", {"view_id": "V404", "view": {"type": "home", "blocks": []}}, "not_found"),
        ("views.open", {"trigger_id": "1.1.a", "view": "not JSON"}, "invalid_arguments"),
        ("views.publish", {"user_id": "U404", "view": {"type": "home", "blocks": []}}, "user_not_found"),
        ("reactions.add", {"channel": PREP, "timestamp": "1.000001", "name": "eyes"}, "message_not_found"),
        ("bots.info", {"bot": "B404"}, "bot_not_found"),
    ],
    ids=lambda value: value if isinstance(value, str) else None,
)
async def test_ordinary_refusals_have_slacks_names(
    shared: World, method: str, arguments: dict[str, Any], error: str
) -> None:
    assert await shared.error(method, **arguments) == error

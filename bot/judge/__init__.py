"""A language model as the second reader (extra `judge`): any model that pydantic-ai can name. Off by default.

ModelJudge.named("openai:gpt-4o-mini", Path("prompts")) reads its key and address from the variables of that provider
(OPENAI_API_KEY, OPENAI_BASE_URL), so that a server on one's own machine does as well.
"""

from bot.judge.model import ModelJudge

__all__ = ["ModelJudge"]

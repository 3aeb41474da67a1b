from tests.interview.conftest import content, hall, mind

__all__ = ["content", "hall", "mind"]

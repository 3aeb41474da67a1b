"""By what a delivery is known when it comes again."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any


def form_key(view: Mapping[str, Any]) -> str:
    """A submitted form. What stands in it belongs to the key: a form that came back with errors is sent again, mended,
    under the same id and hash."""
    held = json.dumps((view.get("state") or {}).get("values") or {}, sort_keys=True)
    return f"view:{view.get('id')}:{view.get('hash') or ''}:{hashlib.sha256(held.encode()).hexdigest()[:16]}"

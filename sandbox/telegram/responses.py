"""Answers in JSON."""

import orjson
from starlette.responses import JSONResponse


class JsonResponse(JSONResponse):
    """JSON by orjson."""

    def render(self, content: object) -> bytes:
        """The body."""
        return orjson.dumps(content)

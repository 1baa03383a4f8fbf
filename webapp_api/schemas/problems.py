"""A refusal over the wire."""

from pydantic import Field

from core.kernel.errors import Param
from webapp_api.schemas.base import Answer

MEDIA_TYPE = "application/problem+json"


class Problem(Answer):
    """RFC 9457, with the stable code and its parameters: programs read these, people read the detail."""

    type: str = Field(examples=["about:blank"])
    title: str = Field(examples=["Conflict"])
    status: int = Field(ge=400, le=599, examples=[409])
    detail: str = Field(examples=["Only 1 ticket is left. Choose fewer."])
    code: str = Field(examples=["not_enough_tickets"])
    params: dict[str, Param] = Field(examples=[{"left": 1}])

"""What the sandbox's Telegram refuses, in Telegram's own words."""

MESSAGE_NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same as a current "
    "content and reply markup of the message"
)
QUERY_TOO_OLD = "query is too old and response timeout expired or query ID is invalid"


class BotApiRefusal(Exception):
    """A call of the Bot API is refused; becomes `{ok: false, error_code, description, parameters}`."""

    def __init__(self, status: int, description: str, **parameters: int) -> None:
        super().__init__(description)
        self.status = status
        self.description = description
        self.parameters = parameters


class ControlRefusal(Exception):
    """A call of the control API is refused; becomes `{error}` with the status."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status
        self.message = message


class ConnectionDropped(Exception):
    """The call gets no answer at all: its connection is cut, as a fault demands."""


def bad_request(text: str) -> BotApiRefusal:
    """400 with Telegram's prefix."""
    return BotApiRefusal(400, f"Bad Request: {text}")


def forbidden(text: str) -> BotApiRefusal:
    """403 with Telegram's prefix."""
    return BotApiRefusal(403, f"Forbidden: {text}")


def too_many_requests(retry_after_s: int) -> BotApiRefusal:
    """429 that says when to come back."""
    return BotApiRefusal(429, f"Too Many Requests: retry after {retry_after_s}", retry_after=retry_after_s)

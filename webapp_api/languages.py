"""Whose language an answer is in."""

from fastapi import Request

from core.accounts.rules import DEFAULT_LANGUAGE, LANGUAGES

_MAX_TAGS = 10


def language_of(request: Request) -> str:
    """The language of the player whose session this is, else the first of Accept-Language that is ours."""
    spoken: str | None = getattr(request.state, "language", None)
    return spoken or _accepted(request.headers.get("accept-language", ""))


def asked_language_of(request: Request) -> str:
    """The language that a link asks for by `language`, else as above. What fetches links for previews, as Telegram's
    servers do, sends no Accept-Language of the people who see them."""
    asked = request.query_params.get("language")
    return asked if asked in LANGUAGES else language_of(request)


def _accepted(header: str) -> str:
    weighted = []
    for part in header.split(",")[:_MAX_TAGS]:
        tag, _, quality = part.replace(" ", "").partition(";q=")
        try:
            weighted.append((float(quality or 1), tag.split("-")[0].lower()))
        except ValueError:
            continue
    # a stable sort: of equal weights the first one counts
    for weight, language in sorted(weighted, key=lambda one: -one[0]):
        if weight > 0 and language in LANGUAGES:
            return language
    return DEFAULT_LANGUAGE

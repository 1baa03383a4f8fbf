"""The tags by which a messenger shows a link as a card (the Open Graph protocol)."""

import re
from html import escape

from webapp_api.previews.picture import HEIGHT, WIDTH
from webapp_api.previews.words import Preview

_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""Controls and marks of direction: a title must not turn what stands beside it."""
_TITLE = re.compile(r"<title>.*?</title>", re.DOTALL)


def with_tags(page: str, preview: Preview, url: str | None, image_url: str | None) -> str:
    """The page with a preview's tags in the place of its title. Addresses are absolute, None where ours is not
    known: what a client says of the host is not repeated to others."""
    title = f"{_UNSEEN.sub('', preview.title)} · {preview.number}"
    named = {
        "og:type": "website",
        "og:site_name": "Fairlot",
        "og:title": title,
        "og:description": preview.description,
        "og:url": url,
        "og:image": image_url,
        "og:image:type": image_url and "image/png",
        "og:image:width": image_url and str(WIDTH),
        "og:image:height": image_url and str(HEIGHT),
        "og:image:alt": image_url and f"{title}. {preview.state}",
        "twitter:card": "summary_large_image" if image_url else "summary",
        "description": preview.description,
    }
    tags = [f"<title>{escape(title)}</title>"]
    for name, content in named.items():
        if content is not None:
            key = "property" if name.startswith("og:") else "name"
            tags.append(f'<meta {key}="{name}" content="{escape(content)}" />')
    # a function: what it gives is taken as it is, backslashes too
    return _TITLE.sub(lambda _: "\n    ".join(tags), page, count=1)

"""The picture of a preview: a ticket in the colours of the mini-app (src/ui/base.css), 1200 by 630 pixels."""

import math
from hashlib import blake2b
from io import BytesIO
from pathlib import Path

import PIL
from PIL import Image, ImageDraw

from webapp_api.previews import lettering
from webapp_api.previews.lettering import BOLD, drawable, width_of, wrapped, write
from webapp_api.previews.words import Preview, Tone

WIDTH, HEIGHT = 1200, 630
"""Pixels, as messengers show large previews."""

_PAGE, _SURFACE, _TEXT, _HINT = "#f1f2f5", "#ffffff", "#12161c", "#626b78"
_ACCENT, _BUTTON, _LINE = "#1f63c4", "#2b6fd6", "#dfe3e9"
_TONES = {
    Tone.ACTIVE: ("#1f63c4", "#e3ecf8"),
    Tone.WAITING: ("#965f00", "#f3eade"),
    Tone.DONE: ("#14804a", "#e2f0e9"),
    Tone.STOPPED: ("#c22f3a", "#f9eaeb"),
}
_STUB_FROM, _STUB_TO = "#dde8f6", "#f4f7fc"
_LEFT, _TOP, _RIGHT, _BOTTOM = 40, 40, 1160, 590
_TEAR = 318
_NOTCH = 20
_IN = 96
"""Where text begins."""
_SPACE = _RIGHT - 56 - _IN
_TITLE_PX = 60
_SMOOTH = 2
"""How many times larger lines are drawn than they are shown."""
_TAG_BYTES = 16

# the same words are another picture where they are drawn in another way
_DRAWN_BY = b"".join((PIL.__version__.encode(), *(Path(name).read_bytes() for name in (__file__, lettering.__file__))))


def tag_of(preview: Preview) -> str:
    """The strong ETag of a preview's picture (RFC 9110, 8.8.3)."""
    return f'"{blake2b(repr(preview).encode() + _DRAWN_BY, digest_size=_TAG_BYTES).hexdigest()}"'


def picture_of(preview: Preview) -> bytes:
    """A PNG. One thread at a time may draw."""
    image = Image.new("RGB", (WIDTH, HEIGHT), _PAGE)
    image.paste(_ticket(preview.number), (0, 0), _mask())
    draw = ImageDraw.Draw(image)
    draw.rounded_rectangle((_IN, 78, _IN + 44, 122), 12, _BUTTON)
    draw.line(((_IN + 12, 100), (_IN + 20, 108), (_IN + 33, 92)), _SURFACE, 5, joint="curve")
    write(draw, (_IN + 60, 110), f"Fairlot · {preview.number}", _HINT, size_px=28)
    _write_title(draw, drawable(preview.title) or preview.number)
    _write_state(draw, preview)
    _write_headline(draw, preview)
    draw.line(((_IN, 505), (_RIGHT - 56, 505)), _LINE, 2)
    _write_small(draw, 538, " · ".join(preview.trust), _HINT)
    _write_small(draw, 571, preview.verify, _ACCENT)
    out = BytesIO()
    image.save(out, "PNG", optimize=True)
    return out.getvalue()


def _write_title(draw: ImageDraw.ImageDraw, title: str) -> None:
    lines = wrapped(title, _SPACE, 2, _TITLE_PX, BOLD)
    for number, line in enumerate(lines):
        write(draw, (_IN, (202 if len(lines) > 1 else 234) + 76 * number), line, _TEXT, size_px=_TITLE_PX, weight=BOLD)


def _write_state(draw: ImageDraw.ImageDraw, preview: Preview) -> None:
    color, soft = _TONES[preview.tone]
    [state] = wrapped(drawable(preview.state), _SPACE - 60, 1, 28, BOLD)
    right = _IN + 54 + width_of(state, 28, BOLD) + 22
    draw.rounded_rectangle((_IN, 346, right, 396), 25, soft)
    draw.ellipse((_IN + 22, 364, _IN + 36, 378), color)
    write(draw, (_IN + 50, 381), state, color, size_px=28, weight=BOLD)
    if preview.sold_percent is not None and right + 40 < _RIGHT - 200:
        bar = (right + 40, 364, _RIGHT - 56, 378)
        draw.rounded_rectangle(bar, 7, soft)
        filled = (bar[2] - bar[0]) * preview.sold_percent / 100
        if filled >= 14:
            draw.rounded_rectangle((bar[0], bar[1], bar[0] + filled, bar[3]), 7, color)


def _write_headline(draw: ImageDraw.ImageDraw, preview: Preview) -> None:
    write(draw, (_IN, 432), drawable(preview.label), _HINT, size_px=24)
    [headline] = wrapped(drawable(preview.headline), _SPACE, 1, 54, BOLD)
    write(draw, (_IN, 484), headline, _TEXT, size_px=54, weight=BOLD)
    x = _IN + width_of(headline, 54, BOLD) + 28
    for beside in wrapped(drawable(preview.beside), _RIGHT - 56 - x, 1, 34, BOLD):
        write(draw, (x, 484), beside, _ACCENT, size_px=34, weight=BOLD)


def _write_small(draw: ImageDraw.ImageDraw, y: int, text: str, color: str) -> None:
    for line in wrapped(drawable(text), _SPACE, 1, 24):
        write(draw, (_IN, y), line, color, size_px=24)


def _ticket(seed: str) -> Image.Image:
    """The whole ticket without words, as large as the picture."""
    size = (WIDTH * _SMOOTH, HEIGHT * _SMOOTH)
    image = Image.new("RGB", size, _SURFACE)
    stub = Image.linear_gradient("L").rotate(90).resize((size[0], _TEAR * _SMOOTH))
    image.paste(_STUB_FROM, (0, 0, *stub.size))
    image.paste(_STUB_TO, (0, 0), stub)
    pattern = Image.new("L", (size[0], _TEAR * _SMOOTH))
    _engrave(ImageDraw.Draw(pattern), seed)
    image.paste(_ACCENT, (0, 0), pattern)
    draw = ImageDraw.Draw(image)
    for x in range(_LEFT + 40, _RIGHT - 40, 22):
        draw.line(((x * _SMOOTH, _TEAR * _SMOOTH), ((x + 12) * _SMOOTH, _TEAR * _SMOOTH)), "#bcd0ed", 3 * _SMOOTH)
    return image.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS)


def _engrave(draw: ImageDraw.ImageDraw, seed: str) -> None:
    """The pattern of a banknote, of each raffle its own: two families of closed waves, turned ring by ring."""
    draws = blake2b(seed.encode(), digest_size=4).digest()
    middle_x, middle_y, reach = 1010 * _SMOOTH, 150 * _SMOOTH, 270 * _SMOOTH
    for family in (0, 1):
        lobes = 5 + family * 3 + draws[2 * family] % 5
        depth = 0.09 + draws[2 * family + 1] / 2550
        turn = (-1 if family else 1) * math.pi / lobes / 4
        for ring in range(13):
            points = []
            for step in range(241):
                angle = step / 240 * 2 * math.pi
                far = reach * (1 - ring / 16) * (1 - depth + depth * math.cos(angle * lobes))
                turned = angle + turn * ring
                points.append((middle_x + far * math.cos(turned), middle_y + far * math.sin(turned)))
            draw.line(points, 62, _SMOOTH)


def _mask() -> Image.Image:
    """The outline of a ticket, with notches where it would be torn."""
    mask = Image.new("L", (WIDTH * _SMOOTH, HEIGHT * _SMOOTH))
    draw = ImageDraw.Draw(mask)
    draw.rounded_rectangle([edge * _SMOOTH for edge in (_LEFT, _TOP, _RIGHT, _BOTTOM)], 36 * _SMOOTH, 255)
    for x in (_LEFT, _RIGHT):
        notch = (x - _NOTCH, _TEAR - _NOTCH, x + _NOTCH, _TEAR + _NOTCH)
        draw.ellipse([edge * _SMOOTH for edge in notch], 0)
    return mask.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS)

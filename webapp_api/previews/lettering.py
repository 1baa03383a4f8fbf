"""Text as pictures show it: Latin, Cyrillic and Thai, shaped by libraqm; what no font has is left out."""

import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import files
from itertools import groupby

from PIL import ImageDraw, ImageFont

Font = ImageFont.FreeTypeFont

REGULAR, BOLD = 400, 700
_FULL_WIDTH = 100
_FILES = {
    "fontpkg_noto_sans": "NotoSans[wdth,wght].ttf",
    "fontpkg_noto_sans_thai": "NotoSansThai[wdth,wght].ttf",
}
_LATIN, _THAI = _FILES
_MISSING = "\uffff"
"""No character, so that a font has its sign for what it lacks."""
_TRIAL_PX = 24
_MOST_MARKS = 2
"""Marks upon one letter: a vowel and a tone in Thai. More are nobody's spelling."""
_LEADING_VOWELS = "เแโใไ"
_CUT = "…"


@lru_cache(maxsize=64)
def font(package: str, size_px: int, weight: int, layout: ImageFont.Layout) -> Font:
    """A font of one size and weight. One thread at a time may use it."""
    made = ImageFont.truetype(str(files(package) / "files" / _FILES[package]), size_px, layout_engine=layout)
    values = {b"Width": _FULL_WIDTH, b"Weight": weight}
    made.set_variation_by_axes([values[axis["name"] or b""] for axis in made.get_variation_axes()])
    return made


def drawable(text: str) -> str:
    """What can be drawn of a text, on one line: without controls, marks of direction, and letters that no font has."""
    kept: list[str] = []
    marks = 0
    for letter in unicodedata.normalize("NFC", text):
        category = unicodedata.category(letter)
        if category.startswith("Z") or letter in "\t\n\r":
            kept.append(" ")
            marks = 0
        elif not category.startswith("C") and _has(letter):
            marks = marks + 1 if category == "Mn" else 0
            if marks <= _MOST_MARKS:
                kept.append(letter)
    return " ".join("".join(kept).split())


def width_of(text: str, size_px: int, weight: int = REGULAR) -> float:
    """In pixels."""
    return sum(_font_of(package, size_px, weight).getlength(run) for package, run in _runs(text))


def write(
    draw: ImageDraw.ImageDraw, at: tuple[float, float], text: str, fill: str, *, size_px: int, weight: int = REGULAR
) -> None:
    """A line of text, its baseline beginning at a point."""
    x, y = at
    for package, run in _runs(text):
        chosen = _font_of(package, size_px, weight)
        draw.text((x, y), run, fill, chosen, anchor="ls")
        x += chosen.getlength(run)


def wrapped(text: str, width_px: float, lines: int, size_px: int, weight: int = REGULAR) -> list[str]:
    """A text in lines of a width; what does not fit ends in an ellipsis."""
    done: list[str] = []
    rest = text
    while rest and len(done) < lines:
        line, rest = _line(rest, width_px, size_px, weight)
        done.append(line)
    if rest and done:
        clusters = list(_clusters(done[-1]))
        while clusters and width_of("".join(clusters).rstrip() + _CUT, size_px, weight) > width_px:
            clusters.pop()
        done[-1] = "".join(clusters).rstrip() + _CUT
    return done


def _line(text: str, width_px: float, size_px: int, weight: int) -> tuple[str, str]:
    """The first line of a text, and what is left: broken at a space, else between letters."""
    taken, space = "", 0
    for cluster in _clusters(text):
        if width_of(taken + cluster, size_px, weight) > width_px and taken:
            end = space or len(taken)
            return text[:end].rstrip(), text[end:].lstrip()
        taken += cluster
        if cluster == " ":
            space = len(taken)
    return taken.rstrip(), ""


def _clusters(text: str) -> Iterator[str]:
    """Letters with what belongs to them; a Thai vowel that stands before its consonant is of it."""
    cluster = ""
    for letter in text:
        is_of_it = unicodedata.category(letter) == "Mn" or letter == "ำ" or cluster.endswith(tuple(_LEADING_VOWELS))
        if cluster and not is_of_it:
            yield cluster
            cluster = ""
        cluster += letter
    if cluster:
        yield cluster


def _font_of(package: str, size_px: int, weight: int) -> Font:
    return font(package, size_px, weight, ImageFont.Layout.RAQM)


def _runs(text: str) -> Iterator[tuple[str, str]]:
    """Pieces of a text with the font of each."""
    for package, letters in groupby(text, _package_of):
        yield package, "".join(letters)


def _package_of(letter: str) -> str:
    return _THAI if "\u0e00" <= letter <= "\u0e7f" else _LATIN


@lru_cache(maxsize=4096)
def _has(letter: str) -> bool:
    """Whether a letter looks otherwise than what stands for a missing one."""
    # unshaped: a mark alone would be given a circle to stand upon
    trial = font(_package_of(letter), _TRIAL_PX, REGULAR, ImageFont.Layout.BASIC)
    return bytes(trial.getmask(letter)) != bytes(trial.getmask(_MISSING))

"""Names are outside text: any script survives, what breaks lines and pages does not."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.accounts.names import check_display_name, clean_text, public_name
from core.kernel.errors import InvalidInput

FAMILY = "👨\u200d👩\u200d👧"


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("  Фируз\t\n Каримов ", "Фируз Каримов"),
        ("สมชาย", "สมชาย"),
        (FAMILY, FAMILY),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("a\x00b\x1b[31mc", "ab[31mc"),
        ("evil\u202egnp.exe", "evilgnp.exe"),
        ("half\ud800surrogate", "halfsurrogate"),
        ("two\u2028lines", "two lines"),
    ],
)
def test_clean_text_keeps_scripts_and_drops_controls(given: str, kept: str) -> None:
    assert clean_text(given, 64) == kept


def test_a_cut_leaves_no_joiner_behind() -> None:
    assert clean_text(FAMILY, 2) == "👨"


@given(st.text(st.characters(), max_size=200), st.integers(1, 64))
def test_clean_text_is_bounded_storable_and_settled(text: str, maximum: int) -> None:
    cleaned = clean_text(text, maximum)
    assert len(cleaned) <= maximum
    cleaned.encode()
    assert not any(unicodedata.category(char) in {"Cc", "Cs", "Zl", "Zp"} for char in cleaned)
    assert clean_text(cleaned, maximum) == cleaned


@pytest.mark.parametrize(
    ("chosen", "first", "last", "seen"),
    [
        (None, "Firuz", "Karimov", "Firuz K."),
        (None, "Firuz", "", "Firuz"),
        (None, "Firuz", "🎉", "Firuz"),
        (None, "", "Karimov", "Player 7K3Q"),
        (None, "\u3164", "", "Player 7K3Q"),
        ("Lucky", "Firuz", "Karimov", "Lucky"),
    ],
)
def test_public_name(chosen: str | None, first: str, last: str, seen: str) -> None:
    assert public_name(chosen, first, last, "AB12CD7K3Q") == seen


@pytest.mark.parametrize("text", ["\u200d\u200d", "\u3164", "x" * 33, "\x00"])
def test_a_chosen_name_is_seen_and_short(text: str) -> None:
    with pytest.raises(InvalidInput):
        check_display_name(text)

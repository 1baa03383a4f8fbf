"""Cursors of pages."""

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.kernel.errors import InvalidInput
from core.kernel.pagination import MAX_PAGE, check_limit, decode_cursor, encode_cursor


@given(st.uuids())
def test_a_cursor_comes_back_and_fits_into_an_address(last: UUID) -> None:
    cursor = encode_cursor(last)
    assert decode_cursor(cursor) == last
    assert set(cursor) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")


def test_no_cursor_is_the_first_page() -> None:
    assert decode_cursor(None) is None


@pytest.mark.parametrize("cursor", ["", "x", "é", "!!!!", "AAAA", "A" * 23, "A" * 1000, "\x00"])
def test_a_malformed_cursor_is_refused(cursor: str) -> None:
    with pytest.raises(InvalidInput):
        decode_cursor(cursor)


def test_a_page_has_bounds() -> None:
    assert (check_limit(1), check_limit(MAX_PAGE)) == (1, MAX_PAGE)
    for limit in (0, -1, MAX_PAGE + 1):
        with pytest.raises(InvalidInput):
            check_limit(limit)

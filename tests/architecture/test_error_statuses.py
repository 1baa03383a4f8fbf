"""Every refusal has its HTTP status, and no status is left over (law 7)."""

from tests.architecture.test_error_texts import refusals
from webapp_api.errors import STATUS_OF


def test_every_refusal_has_a_status_and_every_status_its_refusal() -> None:
    assert {refusal.code for refusal in refusals().values()} == set(STATUS_OF)

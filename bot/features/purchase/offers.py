"""What a refused buyer can do instead."""

from dataclasses import dataclass

from core.kernel.errors import DomainError

_AGAIN = frozenset({"busy", "unavailable"})
_PROFILE = frozenset({"consent_required", "country_unknown", "birth_date_unknown"})


@dataclass(frozen=True, slots=True)
class Offer:
    """The next steps: fewer tickets (0: none fit), the same once more, the first steps, money, the own limits."""

    fewer: int = 0
    is_again: bool = False
    is_profile: bool = False
    is_money: bool = False
    is_limit: bool = False


def offer_for(refusal: DomainError, price_minor: int, quantity: int) -> Offer:
    """What helps after a refusal of `quantity` tickets."""
    params = refusal.params
    match refusal.code:
        case "not_enough_tickets":
            fits = _whole(params.get("left"))
        case "cap_reached":
            fits = _whole(params.get("cap")) - _whole(params.get("held"))
        case "insufficient_funds":
            fits = _whole(params.get("available_minor")) // price_minor
        case "limit_exceeded":
            fits = _whole(params.get("left_minor")) // price_minor
        case _:
            fits = 0
    return Offer(
        fewer=fits if 0 < fits < quantity else 0,
        is_again=refusal.code in _AGAIN,
        is_profile=refusal.code in _PROFILE,
        is_money=refusal.code == "insufficient_funds",
        is_limit=refusal.code == "limit_exceeded",
    )


def _whole(value: object) -> int:
    return value if isinstance(value, int) else 0

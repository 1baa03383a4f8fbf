"""Products: what is refused, trimmed and kept."""

from dataclasses import replace
from uuid import uuid4

import pytest

from core.access.roles import Role
from core.catalogue.create_product import NewProduct, create_product, get_product
from core.catalogue.models import Condition, ProductKind
from core.kernel.context import Context
from core.kernel.errors import InvalidInput, NotFound
from core.kernel.money import MAX_MINOR
from tests.builders.access import make_admin
from tests.raffles.helpers import act, contents

GOOD = NewProduct(ProductKind.GOODS, {"en": "A phone"}, 100_000, "TJS")

BAD = {
    "worth nothing": ({"value_minor": 0}, "value_minor"),
    "worth less": ({"value_minor": -5}, "value_minor"),
    "a truth": ({"value_minor": True}, "value_minor"),
    "a fraction": ({"value_minor": 1.5}, "value_minor"),
    "beyond what is exact": ({"value_minor": MAX_MINOR + 1}, "value_minor"),
    "no asset": ({"asset": "tjs"}, "asset"),
    "no title": ({"titles": {}}, "titles"),
    "no English title": ({"titles": {"tg": "Телефон"}}, "titles"),
    "a blank title": ({"titles": {"en": "\t"}}, "titles"),
    "a long title": ({"titles": {"en": "x" * 121}}, "titles"),
    "no language": ({"titles": {"en": "x", "": "x"}}, "titles"),
    "a blank description": ({"descriptions": {"en": ""}}, "descriptions"),
    "a long description": ({"descriptions": {"en": "x" * 3001}}, "descriptions"),
    "too many pictures": ({"media": ["a"] * 11}, "media"),
    "a long name of a picture": ({"media": ["a" * 201]}, "media"),
    "a long brand": ({"brand": "x" * 121}, "brand"),
    "a long category": ({"category": "x" * 121}, "category"),
    "a long tier": ({"tier": "x" * 121}, "tier"),
    # the database cannot hold these two in a text
    "a zero byte": ({"titles": {"en": "a\x00b"}}, "titles"),
    "half a character": ({"descriptions": {"en": "a \ud83d"}}, "descriptions"),
    "a title of two lines": ({"titles": {"en": "a\nb"}}, "titles"),
    "a bell": ({"descriptions": {"en": "a\x07b"}}, "descriptions"),
    "a zero byte in a brand": ({"brand": "a\x00b"}, "brand"),
    "a zero byte in a name of a picture": ({"media": ["a\x00b"]}, "media"),
}


@pytest.mark.parametrize(("change", "field"), BAD.values(), ids=BAD)
async def test_what_is_refused_leaves_nothing(context: Context, change: dict, field: str) -> None:
    admin = await make_admin(context, Role.MANAGER)
    before = await contents(context)
    with pytest.raises(InvalidInput) as refusal:
        await act(context, create_product, admin, replace(GOOD, **change))
    assert refusal.value.params["field"] == field
    assert await contents(context) == before


async def test_a_product_reads_back_as_it_was_given(context: Context) -> None:
    admin = await make_admin(context, Role.MANAGER)
    new = replace(
        GOOD,
        titles={"en": " A phone ", "th": "โทรศัพท์"},
        descriptions={"ru": "Новый\nв коробке 👨‍👩‍👧"},
        brand=" Acme ",
        category="phones",
        tier=" ",
        condition=Condition.REFURBISHED,
        media=["front.jpg", "back.jpg"],
    )
    made = await act(context, create_product, admin, new)
    assert (made.titles, made.brand, made.tier) == ({"en": "A phone", "th": "โทรศัพท์"}, "Acme", None)
    assert await context.transact(lambda tx: get_product(tx, made.id)) == made
    with pytest.raises(NotFound):
        await context.transact(lambda tx: get_product(tx, uuid4()))

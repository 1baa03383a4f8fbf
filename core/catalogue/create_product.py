"""Create a product."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from core.access import permissions
from core.audit.record import AuditEntry, record
from core.catalogue import repository, rules
from core.catalogue.models import Condition, ProductKind
from core.catalogue.views import ProductView
from core.kernel.actor import Actor, allow
from core.kernel.context import Transaction
from core.kernel.errors import NotFound
from core.kernel.money import check_amount, check_asset


@dataclass(frozen=True, slots=True)
class NewProduct:
    """What a product is made of: texts by language (English required), a value in minor units."""

    kind: ProductKind
    titles: Mapping[str, str]
    value_minor: int
    asset: str
    descriptions: Mapping[str, str] = field(default_factory=dict)
    category: str | None = None
    tier: str | None = None
    brand: str | None = None
    condition: Condition | None = None
    media: Sequence[str] = ()


@allow(admin=permissions.PRODUCTS_WRITE)
async def create_product(tx: Transaction, actor: Actor, new: NewProduct) -> ProductView:
    """Create a product; gives it with its id. Raises InvalidInput."""
    product = ProductView(
        id=tx.new_id(),
        kind=new.kind,
        titles=rules.check_texts(new.titles, field="titles", max_length=rules.MAX_TITLE, required=True),
        descriptions=rules.check_texts(
            new.descriptions,
            field="descriptions",
            max_length=rules.MAX_DESCRIPTION,
            required=False,
            multiline=True,
        ),
        category=rules.check_label(new.category, field="category"),
        tier=rules.check_label(new.tier, field="tier"),
        brand=rules.check_label(new.brand, field="brand"),
        condition=new.condition,
        value_minor=check_amount(new.value_minor, field="value_minor"),
        asset=check_asset(new.asset),
        media=tuple(rules.check_media(new.media)),
        is_archived=False,
    )
    await repository.insert_product(tx, product)
    record(tx, AuditEntry(actor, "product.created", "product", product.id, {"kind": product.kind}))
    return product


async def get_product(tx: Transaction, product_id: UUID) -> ProductView:
    """A product by id. Raises NotFound."""
    found = await repository.products_by_id(tx, [product_id])
    if product_id not in found:
        raise NotFound(what="product", id=str(product_id))
    return found[product_id]

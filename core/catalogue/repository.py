"""All SQL of the catalogue."""

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import Row, insert, select

from core.catalogue.models import Condition, Product, ProductKind
from core.catalogue.views import ProductView
from core.kernel.context import Transaction


async def insert_product(tx: Transaction, product: ProductView) -> None:
    await tx.execute(
        insert(Product).values(
            id=product.id,
            kind=product.kind,
            titles=dict(product.titles),
            descriptions=dict(product.descriptions),
            category=product.category,
            tier=product.tier,
            brand=product.brand,
            condition=product.condition,
            value_minor=product.value_minor,
            asset=product.asset,
            media=list(product.media),
            created_at=tx.now,
        )
    )


async def products_by_id(tx: Transaction, ids: Iterable[UUID]) -> dict[UUID, ProductView]:
    rows = await tx.execute(select(*Product.__table__.c).where(Product.id.in_(set(ids))))
    return {row.id: _view(row) for row in rows}


def _view(row: Row[tuple[object, ...]]) -> ProductView:
    fields = row._mapping
    return ProductView(
        id=fields["id"],
        kind=ProductKind(fields["kind"]),
        titles=fields["titles"],
        descriptions=fields["descriptions"],
        category=fields["category"],
        tier=fields["tier"],
        brand=fields["brand"],
        condition=Condition(fields["condition"]) if fields["condition"] else None,
        value_minor=fields["value_minor"],
        asset=fields["asset"],
        media=tuple(fields["media"]),
        is_archived=fields["archived_at"] is not None,
    )

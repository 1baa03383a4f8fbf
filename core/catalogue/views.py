"""What the catalogue tells about a product."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from core.catalogue.models import Condition, ProductKind


@dataclass(frozen=True, slots=True)
class ProductView:
    id: UUID
    kind: ProductKind
    titles: Mapping[str, str]
    descriptions: Mapping[str, str]
    category: str | None
    tier: str | None
    brand: str | None
    condition: Condition | None
    value_minor: int
    asset: str
    media: tuple[str, ...]
    is_archived: bool

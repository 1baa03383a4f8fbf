"""Who acts, and who may: every use case names the kinds of actor it accepts, all others are refused."""

from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from enum import StrEnum
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar, cast
from uuid import UUID

from core.kernel.errors import Forbidden


class ActorKind(StrEnum):
    PLAYER = "player"
    ADMIN = "admin"
    SYSTEM = "system"


@dataclass(frozen=True, slots=True)
class Actor:
    """The identity that a door passes in. `id` is a player's or an admin's id, None for the system itself."""

    kind: ActorKind
    id: UUID | None
    permissions: frozenset[str] = frozenset()

    @classmethod
    def player(cls, player_id: UUID) -> "Actor":
        return cls(ActorKind.PLAYER, player_id)

    @classmethod
    def admin(cls, admin_id: UUID, permissions: frozenset[str]) -> "Actor":
        return cls(ActorKind.ADMIN, admin_id, permissions)

    @property
    def player_id(self) -> UUID:
        """The player's id. Raises Forbidden for everybody who is not a player."""
        if self.kind is not ActorKind.PLAYER or self.id is None:
            raise Forbidden(permission="player")
        return self.id

    @property
    def admin_id(self) -> UUID:
        """The admin's id. Raises Forbidden for everybody who is not an admin."""
        if self.kind is not ActorKind.ADMIN or self.id is None:
            raise Forbidden(permission="admin")
        return self.id


SYSTEM = Actor(ActorKind.SYSTEM, None)


@dataclass(frozen=True, slots=True)
class Access:
    """Who may call a use case: players on their own things, admins with a permission, the system."""

    player: bool
    admin: str | None
    system: bool

    def check(self, actor: Actor) -> None:
        """Raise Forbidden unless `actor` is of an accepted kind and, for admins, holds the permission."""
        match actor.kind:
            case ActorKind.PLAYER:
                accepted = self.player
            case ActorKind.ADMIN:
                accepted = self.admin is not None and self.admin in actor.permissions
            case ActorKind.SYSTEM:
                accepted = self.system
        if not accepted:
            raise Forbidden(permission=self.admin)


P = ParamSpec("P")
R = TypeVar("R")
T = TypeVar("T")
UseCase = Callable[Concatenate[T, Actor, P], Coroutine[Any, Any, R]]


def allow(
    *, player: bool = False, admin: str | None = None, system: bool = False
) -> Callable[[UseCase[T, P, R]], UseCase[T, P, R]]:
    """Declare on a use case `(tx, actor, ...)` who may call it; nobody may by default."""
    access = Access(player=player, admin=admin, system=system)

    def declare(use_case: UseCase[T, P, R]) -> UseCase[T, P, R]:
        @wraps(use_case)
        async def guarded(tx: T, actor: Actor, *args: P.args, **kwargs: P.kwargs) -> R:
            access.check(actor)
            return await use_case(tx, actor, *args, **kwargs)

        return cast(UseCase[T, P, R], guarded)

    return declare

"""Who may call a use case: nobody, unless it says so."""

from uuid import UUID

import pytest

from core.kernel.actor import SYSTEM, Actor, allow
from core.kernel.errors import Forbidden

PLAYER = Actor.player(UUID(int=1))
ADMIN = Actor.admin(UUID(int=2), frozenset({"thing.write"}))
OTHER_ADMIN = Actor.admin(UUID(int=3), frozenset({"thing.read"}))
EVERYBODY = [PLAYER, ADMIN, OTHER_ADMIN, SYSTEM]


@pytest.mark.parametrize(
    ("access", "accepted"),
    [
        ({}, []),
        ({"player": True}, [PLAYER]),
        ({"admin": "thing.write"}, [ADMIN]),
        ({"system": True}, [SYSTEM]),
        ({"player": True, "admin": "thing.read", "system": True}, [PLAYER, OTHER_ADMIN, SYSTEM]),
    ],
)
async def test_only_the_declared_actors_are_accepted(access: dict, accepted: list[Actor]) -> None:
    calls: list[Actor] = []

    @allow(**access)
    async def use_case(tx: str, actor: Actor, amount: int, *, note: str = "") -> str:
        calls.append(actor)
        return f"{tx} {amount} {note}"

    for actor in EVERYBODY:
        if actor in accepted:
            assert await use_case("tx", actor, 5, note="n") == "tx 5 n"
        else:
            with pytest.raises(Forbidden) as refusal:
                await use_case("tx", actor, 5)
            assert refusal.value.params == {"permission": access.get("admin")}
    assert calls == accepted


async def test_a_permission_does_not_make_a_player_or_the_system_an_admin() -> None:
    @allow(admin="thing.write")
    async def use_case(_tx: None, _actor: Actor) -> None: ...

    for kind in (PLAYER.kind, SYSTEM.kind):
        with pytest.raises(Forbidden):
            await use_case(None, Actor(kind, UUID(int=2), frozenset({"thing.write"})))


def test_an_actor_has_the_id_of_its_kind_only() -> None:
    assert PLAYER.player_id == UUID(int=1)
    assert ADMIN.admin_id == UUID(int=2)
    for actor in (ADMIN, SYSTEM):
        with pytest.raises(Forbidden):
            _ = actor.player_id
    for actor in (PLAYER, SYSTEM):
        with pytest.raises(Forbidden):
            _ = actor.admin_id


def test_a_use_case_keeps_its_name_and_text() -> None:
    @allow(player=True)
    async def use_case(_tx: None, _actor: Actor) -> None:
        """Its text."""

    assert (use_case.__name__, use_case.__doc__) == ("use_case", "Its text.")

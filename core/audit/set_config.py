"""Changing a configured value, and listing all of them."""

from typing import Any

from core.audit import repository
from core.audit.configuration import defined_keys, find_key, forget_cached
from core.audit.errors import ConfigurationChanged
from core.audit.record import AuditEntry, record
from core.audit.views import ConfigurationView
from core.kernel.actor import Actor, allow
from core.kernel.canonical import canonical_json
from core.kernel.context import Transaction
from core.kernel.errors import InvalidInput


@allow(admin="config.write", system=True)
async def set_config(tx: Transaction, actor: Actor, name: str, value: Any, expected_version: int) -> ConfigurationView:
    """Write the next version of a key, if its present version is `expected_version` (0: never set).

    Raises UnknownConfiguration, InvalidInput for a value that the key's check refuses, and ConfigurationChanged when
    somebody else was faster.
    """
    key = find_key(name)
    try:
        canonical_json(value)
        key.check(value)
    except ValueError as error:
        raise InvalidInput(field=name, reason=str(error)) from error
    stored = await repository.current_configuration(tx, name)
    version = 0 if stored is None else stored[0]
    if version != expected_version:
        raise ConfigurationChanged(name=name, version=version)
    version += 1
    if not await repository.add_configuration(tx, name, version, value, actor.id):
        raise ConfigurationChanged(name=name, version=version)
    forget_cached(tx, name)
    record(tx, AuditEntry(actor, "configuration.set", "configuration", name, {"version": version}))
    return ConfigurationView(name, version, value)


@allow(admin="config.write", system=True)
async def list_config(tx: Transaction, _actor: Actor) -> list[ConfigurationView]:
    """Every key that is defined, with its version and value (the default is given as the feature wrote it)."""
    stored = await repository.all_configuration(tx)
    return [ConfigurationView(key.name, *stored.get(key.name, (0, key.default))) for key in defined_keys()]

"""Refusals of the audit and the configuration."""

from core.kernel.errors import DomainError


class UnknownConfiguration(DomainError):
    """No feature defines a key of this name (params: name)."""

    code = "unknown_configuration"


class ConfigurationChanged(DomainError):
    """Somebody changed the value since it was read (params: name, version: the present one)."""

    code = "configuration_changed"

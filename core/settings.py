"""Settings from the environment or `.env`; nothing else reads the environment."""

from typing import Annotated, Literal

from pydantic import AfterValidator, Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

_DATABASE_SCHEMES = ("postgresql+asyncpg://", "postgresql://", "postgres://")
_REDIS_SCHEMES = ("redis://", "rediss://", "unix://")


def _database(url: SecretStr) -> SecretStr:
    """Any usual spelling of a PostgreSQL address becomes the one for our driver."""
    scheme, separator, rest = url.get_secret_value().partition("://")
    if scheme + separator not in _DATABASE_SCHEMES:
        raise ValueError("must begin with postgresql://")
    return SecretStr(_DATABASE_SCHEMES[0] + rest)


def _redis(url: SecretStr) -> SecretStr:
    if not url.get_secret_value().startswith(_REDIS_SCHEMES):
        raise ValueError("must begin with redis://, rediss:// or unix://")
    return url


DatabaseUrl = Annotated[SecretStr, AfterValidator(_database)]
RedisUrl = Annotated[SecretStr, AfterValidator(_redis)]


class Settings(BaseSettings):
    """What a process is told at boot. What may change at run time is versioned configuration instead."""

    model_config = SettingsConfigDict(env_file=".env", extra="ignore", frozen=True)

    environment: Literal["production", "sandbox"] = "production"
    database_url: DatabaseUrl
    redis_url: RedisUrl
    secret_keys: SecretStr
    beacon_url: str | None = None
    """Where the custodian of the hash chain answers; `unix:/path` for a socket."""
    database_pool_size: int = Field(default=10, ge=1, le=200)
    statement_timeout_ms: int = Field(default=15_000, ge=100)
    lock_timeout_ms: int = Field(default=5_000, ge=100)
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"


class ServiceSettings(BaseSettings):
    """Outside services that the embedded ones give way to."""

    model_config = SettingsConfigDict(env_file=".env", extra="ignore", frozen=True)

    database_url: DatabaseUrl | None = None
    redis_url: RedisUrl | None = None

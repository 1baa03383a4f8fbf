"""Settings from the environment or `.env`; nothing else reads the environment."""

import re
from ipaddress import ip_network
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

_DATABASE_SCHEMES = ("postgresql+asyncpg://", "postgresql://", "postgres://")
_REDIS_SCHEMES = ("redis://", "rediss://", "unix://")
TELEGRAM_PUBLIC_KEY = "e7bf03a2fa4602af4580703d88dda5bb59f32ed8b02a56c187fe7d34caed242d"
"""Telegram's own in production (core.telegram.org/bots/webapps, validating data for third-party use)."""

_TOKEN = re.compile(r"[0-9]+:\S+", re.ASCII)
_LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})


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


def _http(url: str) -> str:
    """An address that paths are appended to: without the slash at its end."""
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.query or parts.fragment:
        raise ValueError("must be an address that begins with http:// or https://")
    return url.rstrip("/")


def _token(token: SecretStr) -> SecretStr:
    """Whoever can guess it can be anybody in the mini-app, so that one of blanks is refused."""
    if not _TOKEN.fullmatch(token.get_secret_value()):
        raise ValueError("must be a bot's token, 123456:ABC-DEF")
    return token


def _ed25519(key: str) -> str:
    try:
        is_key = len(bytes.fromhex(key)) == 32
    except ValueError:
        is_key = False
    if not is_key:
        raise ValueError("must be 32 bytes in hex")
    return key


def _proxies(text: str) -> str:
    """A network with a typing error would be trusted by nobody: all people would share the proxy's address."""
    try:
        for part in text.split(",") if text != "*" else ():
            ip_network(part.strip())
    except ValueError as error:
        raise ValueError("must be addresses or networks, comma-separated, or * for whoever reaches the port") from error
    return text


def _relays(text: str) -> str:
    for relay in text.split(","):
        _http(relay.strip())
    return text


DatabaseUrl = Annotated[SecretStr, AfterValidator(_database)]
RedisUrl = Annotated[SecretStr, AfterValidator(_redis)]
HttpAddress = Annotated[str, AfterValidator(_http)]
BotToken = Annotated[SecretStr, AfterValidator(_token)]
PublicKey = Annotated[str, AfterValidator(_ed25519)]
Proxies = Annotated[str, AfterValidator(_proxies)]
Relays = Annotated[str, AfterValidator(_relays)]


class Settings(BaseSettings):
    """What a process is told at boot. What may change at run time is versioned configuration instead."""

    # an empty value is how compose files and shells spell one that is not set
    model_config = SettingsConfigDict(env_file=".env", env_ignore_empty=True, extra="ignore", frozen=True)

    environment: Literal["production", "sandbox"] = "production"
    database_url: DatabaseUrl
    redis_url: RedisUrl
    secret_keys: SecretStr
    beacon_url: str | None = None
    """Where the custodian of the hash chain answers; `unix:/path` for a socket."""
    drand_relays: Relays | None = None
    """Where drand's quicknet is asked, comma-separated; none of these relays has to be trusted."""
    database_pool_size: int = Field(default=10, ge=1, le=200)
    statement_timeout_ms: int = Field(default=15_000, ge=100)
    lock_timeout_ms: int = Field(default=5_000, ge=100)
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"

    bot_token: BotToken | None = None
    """The bot's token from @BotFather; the bot alone needs it."""
    telegram_api_url: HttpAddress = "https://api.telegram.org"
    """Where the Bot API answers; the sandbox or a Bot API server of one's own."""
    public_url: HttpAddress | None = None
    """Where people reach this installation: the mini-app, proofs, webhooks."""
    owner_telegram_id: int | None = Field(default=None, gt=0)
    """The Telegram account that is an owner from the first start on."""
    staff_group_id: int | None = Field(default=None, lt=0)
    """The group where staff may use their commands; elsewhere only in their private chats."""
    channel_id: int | None = Field(default=None, lt=0)
    """The public channel where the records of draws are posted; the bot is an administrator there."""
    webhook_secret: SecretStr | None = Field(default=None, min_length=1, max_length=256)
    """Given: Telegram delivers updates to PUBLIC_URL/webhooks/telegram with this secret. Else the bot asks for them."""
    webhook_host: str = "127.0.0.1"
    webhook_port: int = Field(default=8082, ge=1, le=65535)
    """Where the bot listens for the proxy that forwards /webhooks/telegram."""
    api_host: str = "127.0.0.1"
    api_port: int = Field(default=8000, ge=1, le=65535)
    """Where the API and the mini-app listen, for the proxy."""
    trusted_proxies: Proxies = "127.0.0.1"
    """Addresses or networks, comma-separated, whose X-Forwarded-For and -Proto are believed."""
    bot_id: int | None = Field(default=None, gt=0)
    """Without BOT_TOKEN the API checks init-data as a third party: by Telegram's public key and the bot's id."""
    telegram_public_key: PublicKey = TELEGRAM_PUBLIC_KEY
    """Telegram's Ed25519 key for third parties, in hex; another one for its test servers or the sandbox."""
    operator_name: str | None = None
    operator_licence: str | None = None
    """Who runs the lottery and by which licence, as players are told."""

    @property
    def relays(self) -> list[str]:
        """The addresses in `drand_relays`."""
        return [_http(relay.strip()) for relay in self.drand_relays.split(",")] if self.drand_relays else []

    @property
    def mini_app_url(self) -> str | None:
        """The mini-app's address where Telegram accepts it as a button: https, or http on this very machine."""
        if self.public_url is None:
            return None
        parts = urlsplit(self.public_url)
        is_accepted = parts.scheme == "https" or parts.hostname in _LOOPBACK
        return f"{self.public_url}/" if is_accepted else None


class ServiceSettings(BaseSettings):
    """Outside services that the embedded ones give way to."""

    model_config = SettingsConfigDict(env_file=".env", env_ignore_empty=True, extra="ignore", frozen=True)

    database_url: DatabaseUrl | None = None
    redis_url: RedisUrl | None = None

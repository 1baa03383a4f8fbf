"""What use cases give: frozen values."""

import hashlib
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from core.accounts.kinds import CountryAccess, Document, LimitKind, LimitWindow, PlayerStatus
from core.kernel.actor import Actor


@dataclass(frozen=True, slots=True)
class TelegramProfile:
    """What Telegram says about a person; all of it is text from outside. `language` is an IETF tag or None."""

    telegram_id: int
    first_name: str
    last_name: str | None = None
    username: str | None = None
    language: str | None = None
    photo_url: str | None = None


@dataclass(frozen=True, slots=True)
class PlayerView:
    """A player's own profile. `public_name` is all that strangers see."""

    id: UUID
    telegram_id: int | None
    username: str | None
    first_name: str
    last_name: str
    public_name: str
    avatar_url: str | None
    language: str
    country: str | None
    birth_date: date | None
    time_zone: str | None
    status: PlayerStatus
    kyc_level: int
    accepted_terms: int | None
    referral_code: str
    referred_by_id: UUID | None
    created_at: datetime
    is_new: bool = False
    """Whether this very call registered the player."""


@dataclass(frozen=True, slots=True)
class Person:
    """Whom we know behind a Telegram account. `is_up_to_date`: registering the player would change nothing."""

    player: PlayerView | None
    admin: Actor | None
    is_up_to_date: bool


@dataclass(slots=True, eq=False)  # a frozen one takes four times as long to make, and a rush makes thousands
class LockedPlayer:
    """What the rules of a purchase ask about a player whose row this transaction holds. Not to be changed."""

    id: UUID
    status: PlayerStatus
    language: str
    country: str | None
    country_access: CountryAccess
    minimum_age: int
    birth_date: date | None
    time_zone: str | None
    accepted_terms: int | None
    kyc_level: int
    sealed_salt_key: bytes | None = field(default=None, repr=False)
    """See `core.accounts.salts.open_salt_key`; an erased person has none."""


@dataclass(frozen=True, slots=True)
class ShownDocument:
    """The current version of a document, as it is read in a language. `text` is HTML as Telegram takes it."""

    document: Document
    version: int
    language: str
    text: str

    @property
    def hash(self) -> bytes:
        """The SHA-256 by which a consent names the text."""
        return hashlib.sha256(self.text.encode()).digest()


@dataclass(frozen=True, slots=True)
class ConsentView:
    """One line of a player's history of consent."""

    id: UUID
    document: Document
    version: int
    document_hash: bytes
    locale: str
    is_given: bool
    at: datetime


@dataclass(frozen=True, slots=True)
class SessionView:
    """A session as its player sees it; the address shows where somebody else may be logged in."""

    id: UUID
    device: str | None
    user_agent: str | None
    address: str | None
    created_at: datetime
    last_used_at: datetime
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class AuthenticatedSession:
    """Whose session a token belongs to."""

    session_id: UUID
    player: PlayerView
    expires_at: datetime

    @property
    def actor(self) -> Actor:
        """The player, who asks."""
        return Actor.player(self.player.id)


@dataclass(frozen=True, slots=True)
class LimitName:
    """Which limit: of what, in which asset, over how long."""

    kind: LimitKind
    asset: str
    window: LimitWindow


@dataclass(frozen=True, slots=True)
class LimitView:
    """A limit and how much of it is used up now. `pending_since` set: a change waits.

    A pending change to `pending_amount_minor` None is a removal. `confirmable_at` is when it can be confirmed.
    `used_minor` of a net loss is negative for a player who is ahead.
    """

    name: LimitName
    amount_minor: int | None
    pending_amount_minor: int | None
    pending_since: datetime | None
    confirmable_at: datetime | None
    used_minor: int = 0


@dataclass(frozen=True, slots=True)
class AddressView:
    """Where a player's things can be sent."""

    id: UUID
    recipient: str
    phone_number: str
    country: str
    region: str
    city: str
    line1: str
    line2: str
    postal_code: str
    is_default: bool

"""The tables of accounts."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from core.accounts.kinds import Document, LimitEvent, LimitKind, LimitWindow, PlayerStatus
from core.kernel.base import Base, Encrypted, Id, one_of


class Player(Base):
    """A person who plays. The row is the lock of everything per player, so it also holds what a purchase asks.

    `salt_key` is 32 random bytes (draw protocol, section 1); without it nobody can tie the person to a ticket.
    An anonymised player keeps the id alone.
    """

    __tablename__ = "players"

    id: Mapped[Id]
    telegram_id: Mapped[int | None] = mapped_column(unique=True)
    telegram_username: Mapped[str | None]
    first_name: Mapped[str]
    last_name: Mapped[str]
    avatar_url: Mapped[str | None]
    telegram_language: Mapped[str | None]
    # What the player chose; Telegram's profile never overwrites it.
    display_name: Mapped[str | None]
    language: Mapped[str | None]
    country: Mapped[str | None]
    birth_date: Mapped[date | None]
    time_zone: Mapped[str | None]
    phone_number: Mapped[str | None]
    email: Mapped[str | None]
    status: Mapped[PlayerStatus] = mapped_column(Text)
    kyc_level: Mapped[int]
    two_factor_enabled: Mapped[bool]
    # The version that stands now; `consents` is the history behind it, written in the same transaction.
    accepted_terms: Mapped[int | None]
    referral_code: Mapped[str] = mapped_column(Text, unique=True)
    referred_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("players.id"), index=True)
    commission_bp: Mapped[int | None]
    salt_key: Mapped[Encrypted | None] = mapped_column(LargeBinary, info={"encrypted": True})
    # Of the last session's address, where the operator can tell: the one thing of a session that stays.
    session_country: Mapped[str | None]
    last_login_at: Mapped[datetime | None]
    last_active_at: Mapped[datetime]
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]
    anonymised_at: Mapped[datetime | None]

    __table_args__ = (
        one_of("status", PlayerStatus),
        CheckConstraint("kyc_level BETWEEN 0 AND 3", name="kyc_level"),
        CheckConstraint("commission_bp BETWEEN 0 AND 10000", name="commission_bp"),
        CheckConstraint("referred_by_id <> id", name="referred_by_another"),
        CheckConstraint(
            "(status = 'anonymised') = (telegram_id IS NULL)"
            " AND (status = 'anonymised') = (salt_key IS NULL)"
            " AND (status = 'anonymised') = (anonymised_at IS NOT NULL)",
            name="anonymised",
        ),
        Index("ix_players_phone_number", "phone_number", postgresql_where=text("phone_number IS NOT NULL")),
        Index("ix_players_telegram_username", text("lower(telegram_username)")),
    )


class Session(Base):
    """A login of the mini-app. Only hashes of the token and of the init-data are kept."""

    __tablename__ = "player_sessions"

    id: Mapped[Id]
    player_id: Mapped[UUID] = mapped_column(ForeignKey("players.id"), index=True)
    init_data_hash: Mapped[bytes] = mapped_column(LargeBinary, unique=True)
    token_hash: Mapped[bytes] = mapped_column(LargeBinary, unique=True)
    device: Mapped[str | None]
    user_agent: Mapped[str | None]
    address: Mapped[str | None]
    created_at: Mapped[datetime]
    last_used_at: Mapped[datetime] = mapped_column(index=True)
    ended_at: Mapped[datetime | None]

    __table_args__ = (Index("ix_player_sessions_ended_at", "ended_at", postgresql_where=text("ended_at IS NOT NULL")),)


class Consent(Base):
    """Given or withdrawn agreement, append-only: which text, in which language, when."""

    __tablename__ = "consents"

    id: Mapped[Id]
    player_id: Mapped[UUID] = mapped_column(ForeignKey("players.id"))
    document: Mapped[Document] = mapped_column(Text)
    version: Mapped[int]
    document_hash: Mapped[bytes]
    locale: Mapped[str]
    is_given: Mapped[bool]
    at: Mapped[datetime]

    __table_args__ = (
        one_of("document", Document),
        CheckConstraint("version > 0", name="version"),
        CheckConstraint("octet_length(document_hash) = 32", name="document_hash"),
        Index("ix_consents_latest", "player_id", "document", "id"),
    )


class PlayerLimit(Base):
    """A limit the player set, and at most one change of it that waits for its second confirmation.

    `amount_minor` NULL means no limit, `pending_amount_minor` NULL beside a `pending_since` means removal.
    """

    __tablename__ = "player_limits"

    player_id: Mapped[UUID] = mapped_column(ForeignKey("players.id"), primary_key=True)
    kind: Mapped[LimitKind] = mapped_column(Text, primary_key=True)
    asset: Mapped[str] = mapped_column(primary_key=True)
    window: Mapped[LimitWindow] = mapped_column(Text, primary_key=True)
    amount_minor: Mapped[int | None]
    pending_amount_minor: Mapped[int | None]
    pending_since: Mapped[datetime | None]

    __table_args__ = (
        one_of("kind", LimitKind),
        # `window` is a word of SQL: the CHECK has to quote it.
        CheckConstraint("\"window\" IN ('24h', '7d', '30d')", name="window"),
        CheckConstraint("amount_minor >= 0", name="amount"),
        CheckConstraint("pending_amount_minor > amount_minor", name="pending_is_higher"),
        CheckConstraint("pending_since IS NOT NULL OR pending_amount_minor IS NULL", name="pending"),
    )


class LimitChange(Base):
    """The history of a player's limits, append-only."""

    __tablename__ = "limit_changes"

    id: Mapped[Id]
    player_id: Mapped[UUID] = mapped_column(ForeignKey("players.id"), index=True)
    kind: Mapped[LimitKind] = mapped_column(Text)
    asset: Mapped[str]
    window: Mapped[LimitWindow] = mapped_column(Text)
    event: Mapped[LimitEvent] = mapped_column(Text)
    amount_minor: Mapped[int | None]
    at: Mapped[datetime]

    __table_args__ = (one_of("event", LimitEvent),)


class ActivityHour(Base):
    """What a player paid in, spent and won within one hour (UTC): the windows of limits are sums of these.

    Written for every player, so that a limit set today knows the last 30 days.
    """

    __tablename__ = "activity_hours"

    player_id: Mapped[UUID] = mapped_column(ForeignKey("players.id"), primary_key=True)
    asset: Mapped[str] = mapped_column(primary_key=True)
    hour: Mapped[datetime] = mapped_column(primary_key=True)
    deposit_minor: Mapped[int]
    spend_minor: Mapped[int]
    win_minor: Mapped[int]

    __table_args__ = (
        CheckConstraint("deposit_minor >= 0 AND spend_minor >= 0 AND win_minor >= 0", name="amounts"),
        # Every purchase of an hour adds to one row: room on the page keeps such an update off the indexes.
        {"postgresql_with": {"fillfactor": "70"}},
    )


class Address(Base):
    """Where a player's things are sent. An address is never edited, because parcels refer to it: it is replaced."""

    __tablename__ = "addresses"

    id: Mapped[Id]
    player_id: Mapped[UUID] = mapped_column(ForeignKey("players.id"), index=True)
    recipient: Mapped[str]
    phone_number: Mapped[str]
    country: Mapped[str]
    region: Mapped[str]
    city: Mapped[str]
    line1: Mapped[str]
    line2: Mapped[str]
    postal_code: Mapped[str]
    is_default: Mapped[bool]
    created_at: Mapped[datetime]
    removed_at: Mapped[datetime | None]

    __table_args__ = (
        CheckConstraint("NOT is_default OR removed_at IS NULL", name="default_stands"),
        Index("uq_addresses_default", "player_id", unique=True, postgresql_where=text("is_default")),
    )

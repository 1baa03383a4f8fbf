"""Players, sessions, consents, limits, addresses."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import UUID

revision = "accounts"
down_revision = "audit_access"
branch_labels = None
depends_on = None


def _instant(name: str, *, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def _text(name: str, *, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.Text(), nullable=nullable)


def _player(table: str) -> tuple[sa.Column[object], sa.ForeignKeyConstraint]:
    return (
        sa.Column("player_id", UUID(), nullable=False),
        sa.ForeignKeyConstraint(["player_id"], ["players.id"], name=f"fk_{table}_player_id_players"),
    )


def upgrade() -> None:
    _create_players()
    _create_sessions_and_consents()
    _create_limits()
    _create_addresses()


def _create_players() -> None:
    op.create_table(
        "players",
        sa.Column("id", UUID(), nullable=False),
        sa.Column("telegram_id", sa.BigInteger()),
        _text("telegram_username", nullable=True),
        _text("first_name"),
        _text("last_name"),
        _text("avatar_url", nullable=True),
        _text("telegram_language", nullable=True),
        _text("display_name", nullable=True),
        _text("language", nullable=True),
        _text("country", nullable=True),
        sa.Column("birth_date", sa.Date()),
        _text("time_zone", nullable=True),
        _text("phone_number", nullable=True),
        _text("email", nullable=True),
        _text("status"),
        sa.Column("kyc_level", sa.BigInteger(), nullable=False),
        sa.Column("two_factor_enabled", sa.Boolean(), nullable=False),
        sa.Column("accepted_terms", sa.BigInteger()),
        _text("referral_code"),
        sa.Column("referred_by_id", UUID()),
        sa.Column("commission_bp", sa.BigInteger()),
        sa.Column("salt_key", sa.LargeBinary()),
        _text("session_country", nullable=True),
        _instant("last_login_at", nullable=True),
        _instant("last_active_at"),
        _instant("created_at"),
        _instant("updated_at"),
        _instant("anonymised_at", nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_players"),
        sa.UniqueConstraint("telegram_id", name="uq_players_telegram_id"),
        sa.UniqueConstraint("referral_code", name="uq_players_referral_code"),
        sa.ForeignKeyConstraint(["referred_by_id"], ["players.id"], name="fk_players_referred_by_id_players"),
        sa.CheckConstraint("status IN ('active', 'blocked', 'anonymised')", name=op.f("ck_players_status")),
        sa.CheckConstraint("kyc_level BETWEEN 0 AND 3", name=op.f("ck_players_kyc_level")),
        sa.CheckConstraint("commission_bp BETWEEN 0 AND 10000", name=op.f("ck_players_commission_bp")),
        sa.CheckConstraint("referred_by_id <> id", name=op.f("ck_players_referred_by_another")),
        sa.CheckConstraint(
            "(status = 'anonymised') = (telegram_id IS NULL)"
            " AND (status = 'anonymised') = (salt_key IS NULL)"
            " AND (status = 'anonymised') = (anonymised_at IS NOT NULL)",
            name=op.f("ck_players_anonymised"),
        ),
    )
    op.create_index("ix_players_referred_by_id", "players", ["referred_by_id"])
    op.create_index(
        "ix_players_phone_number", "players", ["phone_number"], postgresql_where=sa.text("phone_number IS NOT NULL")
    )
    op.create_index("ix_players_telegram_username", "players", [sa.text("lower(telegram_username)")])


def _create_sessions_and_consents() -> None:
    op.create_table(
        "player_sessions",
        sa.Column("id", UUID(), nullable=False),
        *_player("player_sessions"),
        sa.Column("init_data_hash", sa.LargeBinary(), nullable=False),
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        _text("device", nullable=True),
        _text("user_agent", nullable=True),
        _text("address", nullable=True),
        _instant("created_at"),
        _instant("last_used_at"),
        _instant("ended_at", nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_player_sessions"),
        sa.UniqueConstraint("init_data_hash", name="uq_player_sessions_init_data_hash"),
        sa.UniqueConstraint("token_hash", name="uq_player_sessions_token_hash"),
    )
    op.create_index("ix_player_sessions_player_id", "player_sessions", ["player_id"])
    op.create_index("ix_player_sessions_last_used_at", "player_sessions", ["last_used_at"])
    op.create_index(
        "ix_player_sessions_ended_at",
        "player_sessions",
        ["ended_at"],
        postgresql_where=sa.text("ended_at IS NOT NULL"),
    )
    op.create_table(
        "consents",
        sa.Column("id", UUID(), nullable=False),
        *_player("consents"),
        _text("document"),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("document_hash", sa.LargeBinary(), nullable=False),
        _text("locale"),
        sa.Column("is_given", sa.Boolean(), nullable=False),
        _instant("at"),
        sa.PrimaryKeyConstraint("id", name="pk_consents"),
        sa.CheckConstraint("document IN ('terms', 'marketing')", name=op.f("ck_consents_document")),
        sa.CheckConstraint("version > 0", name=op.f("ck_consents_version")),
        sa.CheckConstraint("octet_length(document_hash) = 32", name=op.f("ck_consents_document_hash")),
    )
    op.create_index("ix_consents_latest", "consents", ["player_id", "document", "id"])
    op.execute("SELECT append_only('consents')")


def _create_limits() -> None:
    op.create_table(
        "player_limits",
        *_player("player_limits"),
        _text("kind"),
        _text("asset"),
        _text("window"),
        sa.Column("amount_minor", sa.BigInteger()),
        sa.Column("pending_amount_minor", sa.BigInteger()),
        _instant("pending_since", nullable=True),
        sa.PrimaryKeyConstraint("player_id", "kind", "asset", "window", name="pk_player_limits"),
        sa.CheckConstraint("kind IN ('deposit', 'spend', 'net_loss')", name=op.f("ck_player_limits_kind")),
        sa.CheckConstraint("\"window\" IN ('24h', '7d', '30d')", name=op.f("ck_player_limits_window")),
        sa.CheckConstraint("amount_minor >= 0", name=op.f("ck_player_limits_amount")),
        sa.CheckConstraint("pending_amount_minor > amount_minor", name=op.f("ck_player_limits_pending_is_higher")),
        sa.CheckConstraint(
            "pending_since IS NOT NULL OR pending_amount_minor IS NULL", name=op.f("ck_player_limits_pending")
        ),
    )
    op.create_table(
        "limit_changes",
        sa.Column("id", UUID(), nullable=False),
        *_player("limit_changes"),
        _text("kind"),
        _text("asset"),
        _text("window"),
        _text("event"),
        sa.Column("amount_minor", sa.BigInteger()),
        _instant("at"),
        sa.PrimaryKeyConstraint("id", name="pk_limit_changes"),
        sa.CheckConstraint(
            "event IN ('set', 'requested', 'confirmed', 'cancelled')", name=op.f("ck_limit_changes_event")
        ),
    )
    op.create_index("ix_limit_changes_player_id", "limit_changes", ["player_id"])
    op.execute("SELECT append_only('limit_changes')")
    op.create_table(
        "activity_hours",
        *_player("activity_hours"),
        _text("asset"),
        _instant("hour"),
        sa.Column("deposit_minor", sa.BigInteger(), nullable=False),
        sa.Column("spend_minor", sa.BigInteger(), nullable=False),
        sa.Column("win_minor", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("player_id", "asset", "hour", name="pk_activity_hours"),
        sa.CheckConstraint(
            "deposit_minor >= 0 AND spend_minor >= 0 AND win_minor >= 0", name=op.f("ck_activity_hours_amounts")
        ),
        postgresql_with={"fillfactor": "70"},
    )


def _create_addresses() -> None:
    op.create_table(
        "addresses",
        sa.Column("id", UUID(), nullable=False),
        *_player("addresses"),
        *(_text(name) for name in ("recipient", "phone_number", "country", "region")),
        *(_text(name) for name in ("city", "line1", "line2", "postal_code")),
        sa.Column("is_default", sa.Boolean(), nullable=False),
        _instant("created_at"),
        _instant("removed_at", nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_addresses"),
        sa.CheckConstraint("NOT is_default OR removed_at IS NULL", name=op.f("ck_addresses_default_stands")),
    )
    op.create_index("ix_addresses_player_id", "addresses", ["player_id"])
    op.create_index(
        "uq_addresses_default",
        "addresses",
        ["player_id"],
        unique=True,
        postgresql_where=sa.text("is_default"),
    )


def downgrade() -> None:
    for table in (
        "addresses",
        "activity_hours",
        "limit_changes",
        "player_limits",
        "consents",
        "player_sessions",
        "players",
    ):
        op.drop_table(table)

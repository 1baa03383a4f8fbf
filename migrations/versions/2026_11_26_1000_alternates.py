"""Alternates take the slots that winners lose; people declared ineligible; money of prizes that nobody claims."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import UUID

revision = "alternates"
down_revision = "draw_publications"
branch_labels = None
depends_on = None

_AWARD_STATES = ("pending", "payable", "claimable", "claimed", "paid", "expired")
_TRANSFER_KINDS = ("admin_credit", "exchange", "sale", "refund", "revenue", "prize_fund", "prize", "reversal")
_HOUSE = (
    "revenue",
    "service_fee",
    "provider_cost",
    "commission",
    "prize_payable",
    "bonus_expense",
    "exchange",
    "rounding",
    "credit_funding",
)


def upgrade() -> None:
    op.add_column("awards", sa.Column("replaces_id", UUID()))
    op.create_unique_constraint(op.f("uq_awards_replaces_id"), "awards", ["replaces_id"])
    op.create_foreign_key(
        op.f("fk_awards_replaces_id_awards"), "awards", "awards", ["replaces_id"], ["id"], ondelete="RESTRICT"
    )
    op.create_table(
        "disqualifications",
        sa.Column("draw_id", UUID(), nullable=False),
        sa.Column("player_id", UUID(), nullable=False),
        sa.Column("ground", sa.Text(), nullable=False),
        sa.Column("approval_id", UUID(), nullable=False),
        sa.Column("declared_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("draw_id", "player_id", name=op.f("pk_disqualifications")),
        *(
            sa.ForeignKeyConstraint(
                [column], [f"{table}.id"], name=op.f(f"fk_disqualifications_{column}_{table}"), ondelete="RESTRICT"
            )
            for column, table in (("draw_id", "draws"), ("player_id", "players"), ("approval_id", "approvals"))
        ),
        sa.CheckConstraint(
            f"ground IN ({_listed(('blocked', 'erased', 'country', 'underage', 'other'))})",
            name=op.f("ck_disqualifications_ground"),
        ),
    )
    op.execute("SELECT append_only('disqualifications')")
    _hold((*_AWARD_STATES, "forfeited"), (*_TRANSFER_KINDS, "prize_unclaimed"), (*_HOUSE, "unclaimed"))


def downgrade() -> None:
    _hold(_AWARD_STATES, _TRANSFER_KINDS, _HOUSE)
    op.drop_table("disqualifications")
    op.drop_column("awards", "replaces_id")


def _hold(states: tuple[str, ...], kinds: tuple[str, ...], house: tuple[str, ...]) -> None:
    """Let the closed lists have these values. Whoever has used one that goes cannot go back."""
    for table, name, condition in (
        ("awards", "state", f"state IN ({_listed(states)})"),
        ("transfers", "kind", f"kind IN ({_listed(kinds)})"),
        (
            "wallets",
            "account",
            "CASE kind WHEN 'player' THEN account IN ('BALANCE', 'BONUS', 'LUCKY_COIN', 'CREDIT')"
            f" WHEN 'house' THEN account IN ({_listed(house)}) ELSE account = 'escrow' END",
        ),
    ):
        constraint = op.f(f"ck_{table}_{name}")
        op.drop_constraint(constraint, table, type_="check")
        op.create_check_constraint(constraint, table, condition)


def _listed(values: tuple[str, ...]) -> str:
    return ", ".join(f"'{value}'" for value in values)

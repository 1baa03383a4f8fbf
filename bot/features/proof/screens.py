"""What is said about fairness: everything public about a draw, and a verdict step by step."""

from bot.features.lotteries import screens as lotteries
from bot.texts import Texts
from core.draws.verify import Verdict
from core.raffles.models import RaffleState
from core.raffles.shown import DrawPage

_LONGEST_REASON = 300


def fairness(t: Texts, page: DrawPage) -> str:
    """What was committed to before the first sale, at the close and at the draw, as HTML."""
    raffle, draw = page.raffle, page.draw
    lines = [
        t("proof-heading", title=t.of_texts(raffle.titles), number=raffle.number),
        "",
        lotteries.draw_rule(t, raffle, draw),
        lotteries.grade(t, page),
        "",
        t("proof-opened", when=t.when(draw.opened_at), event=str(draw.event_no)),
        t("proof-commit", commit=draw.server_commit.hex()),
        t("proof-rules", hash=draw.rules_hash.hex()),
        t("proof-beacon", kind=draw.beacon.kind, chain=draw.beacon.chain_id),
    ]
    if page.close_hash is not None and page.due_at is not None:
        lines.append(t("proof-closed", hash=page.close_hash.hex()))
        if page.close is not None and page.close["void_count"]:
            lines.append(t("proof-voids", count=page.close["void_count"], root=page.close["void_root"]))
        lines.append(t("proof-round", round=str(page.round), when=t.when(page.due_at)))
        if (post := page.close_post) is not None and post.posted_at is not None:
            lines.append(t("proof-published", when=t.when(post.posted_at), url=post.url or ""))
    else:
        lines.append(t("proof-not-closed"))
    if page.randomness is not None:
        lines.append(t("proof-randomness", value=page.randomness.hex()))
    if page.server_seed is not None:
        lines.append(t("proof-seed", seed=page.server_seed.hex()))
    if page.is_halted:
        lines.append(t("proof-halted"))
    if raffle.state in (RaffleState.CANCELLING, RaffleState.CANCELLED):
        lines.append(t("proof-cancelled", reason=raffle.cancel_reason or ""))
    return "\n".join(lines)


def verdict(t: Texts, name: str, judged: Verdict) -> str:
    """Each step that was taken, and the verdict with the first field that fails, as HTML."""
    lines = [t("proof-of", name=name), ""]
    for number, step in enumerate(judged.steps, start=1):
        mark = "✅" if step.is_passed else "❌"
        lines.append(f"{mark} {t('proof-step', step=number)}")
    lines.append("")
    if judged.is_valid:
        lines.append(t("proof-valid"))
    else:
        lines.append(t("proof-invalid", field=judged.field, reason=(judged.reason or "")[:_LONGEST_REASON]))
        if judged.field == "entries":
            lines.append(t("proof-entries-hint"))
    return "\n".join(lines)

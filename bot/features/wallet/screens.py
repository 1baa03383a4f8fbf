"""What is said about money."""

from collections.abc import Sequence

from bot.texts import Texts
from core.kernel.money import exponent
from core.ledger.views import ExchangeView, Quote, RateView, StatementLine, WalletView


def balances(t: Texts, wallets: Sequence[WalletView]) -> str:
    """Every wallet with its balance, as HTML."""
    lines = [t("wallet-heading"), ""]
    lines += [
        t("wallet-balance", wallet=wallet_name(t, wallet), money=t.money(wallet.balance_minor, wallet.asset))
        for wallet in wallets
    ]
    return "\n".join(lines) if wallets else "\n".join([*lines, t("wallet-empty")])


def wallet_name(t: Texts, wallet: WalletView) -> str:
    """A wallet by its kind."""
    name = t.plain("word-wallet", wallet_type=wallet.wallet_type)
    return name[:1].upper() + name[1:]


def statement(t: Texts, wallet: WalletView, lines: Sequence[StatementLine]) -> str:
    """A page of a wallet's history, newest first, as HTML."""
    heading = t(
        "wallet-history",
        wallet=wallet_name(t, wallet),
        money=t.money(wallet.balance_minor, wallet.asset),
    )
    if not lines:
        return f"{heading}\n\n{t('wallet-no-history')}"
    return "\n\n".join([heading, *(statement_line(t, line) for line in lines)])


def statement_line(t: Texts, line: StatementLine) -> str:
    """A movement with its sign, what it was, and the balance after it."""
    return t(
        "wallet-line",
        amount=signed(t, line.amount_minor, line.asset),
        kind=t.plain("wallet-kind", kind=line.kind, side="in" if line.amount_minor > 0 else "out"),
        when=t.when(line.at),
        after=t.money(line.balance_after_minor, line.asset),
    )


def signed(t: Texts, amount_minor: int, asset: str) -> str:
    """An amount that says whether it came or went; the minus is a real one."""
    return f"{'+' if amount_minor > 0 else '−'}{t.money(abs(amount_minor), asset)}"


def pair(t: Texts, rate: RateView) -> str:
    """An exchange that is offered, for a button: what one unit gives."""
    unit_minor = 10 ** exponent(rate.from_asset)
    while unit_minor * rate.numerator // rate.denominator == 0:
        unit_minor *= 10
    bought_minor = unit_minor * rate.numerator // rate.denominator
    return f"{t.money(unit_minor, rate.from_asset)} → {t.money(bought_minor, rate.to_asset)}"


def quoted(t: Texts, offer: Quote, balance_minor: int) -> str:
    """What would be exchanged, as HTML."""
    rate = offer.rate
    return t(
        "wallet-quote",
        given=t.money(offer.from_minor, rate.from_asset),
        taken=t.money(offer.to_minor, rate.to_asset),
        after=signed_balance(t, balance_minor - offer.from_minor, rate.from_asset),
    )


def signed_balance(t: Texts, balance_minor: int, asset: str) -> str:
    """A balance that may be short."""
    return t.money(balance_minor, asset) if balance_minor >= 0 else signed(t, balance_minor, asset)


def exchanged(t: Texts, done: ExchangeView) -> str:
    """What was exchanged, as HTML."""
    given, taken = t.money(done.from_minor, done.from_asset), t.money(done.to_minor, done.to_asset)
    return t("wallet-exchanged", given=given, taken=taken)

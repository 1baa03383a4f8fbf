"""Stars from invoice to refund, and the ten seconds of a checkout."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from aiogram import Dispatcher
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import (
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    LabeledPrice,
    Message,
    PreCheckoutQuery,
    TransactionPartnerUser,
)

from sandbox.telegram import questions
from tests.sandbox.telegram.conftest import ANN, Sandbox

PRICE = [LabeledPrice(label="50 Stars", amount=50)]


class Shop:
    """A bot that sells; it lets checkouts pass unless it has words of refusal."""

    def __init__(self) -> None:
        self.refusal: str | None = None
        self.is_silent = False
        self.paid: list[Message] = []
        self.refunded: list[Message] = []
        self.dispatcher = Dispatcher()
        self.dispatcher.pre_checkout_query.register(self.check)
        self.dispatcher.message.register(self.note)

    async def check(self, query: PreCheckoutQuery) -> None:
        assert (query.currency, query.total_amount, query.invoice_payload) == ("XTR", 50, "order-1")
        if not self.is_silent:
            await query.answer(ok=self.refusal is None, error_message=self.refusal)

    async def note(self, message: Message) -> None:
        if message.successful_payment:
            self.paid.append(message)
        if message.refunded_payment:
            self.refunded.append(message)


@pytest.fixture
async def shop(telegram: Sandbox) -> AsyncIterator[Shop]:
    await telegram.start()
    shop = Shop()
    dispatcher = shop.dispatcher
    polling = asyncio.create_task(dispatcher.start_polling(telegram.bot, handle_signals=False, close_bot_session=False))
    yield shop
    await dispatcher.stop_polling()
    await polling


async def invoice(telegram: Sandbox) -> Message:
    return await telegram.bot.send_invoice(ANN, "Coins", "50 coins", "order-1", "XTR", PRICE, provider_token="")


async def until(seen: list[Message], count: int = 1) -> None:
    for _ in range(100):
        if len(seen) >= count:
            return
        await asyncio.sleep(0.02)
    raise AssertionError(seen)


async def test_from_invoice_to_refund(telegram: Sandbox, shop: Shop) -> None:
    sent = await invoice(telegram)
    assert sent.invoice is not None
    assert sent.invoice.total_amount == 50
    assert sent.reply_markup is not None
    assert sent.reply_markup.inline_keyboard[0][0].pay
    done = await telegram.done("POST", f"users/{ANN}/payments", message_id=sent.message_id)
    charge_id = done["successful_payment"]["telegram_payment_charge_id"]
    await until(shop.paid)
    payment = shop.paid[0].successful_payment
    assert payment is not None
    assert (payment.telegram_payment_charge_id, payment.invoice_payload) == (charge_id, "order-1")
    assert (await telegram.bot.get_my_star_balance()).amount == 50

    assert await telegram.bot.refund_star_payment(ANN, charge_id)
    await until(shop.refunded)
    assert shop.refunded[0].refunded_payment is not None
    assert shop.refunded[0].refunded_payment.telegram_payment_charge_id == charge_id
    with pytest.raises(TelegramBadRequest, match="CHARGE_ALREADY_REFUNDED"):
        await telegram.bot.refund_star_payment(ANN, charge_id)
    with pytest.raises(TelegramBadRequest, match="CHARGE_NOT_FOUND"):
        await telegram.bot.refund_star_payment(ANN, "stx-none")
    bought, back = (await telegram.bot.get_star_transactions()).transactions
    assert isinstance(bought.source, TransactionPartnerUser)
    assert isinstance(back.receiver, TransactionPartnerUser)
    assert (bought.id, back.id, bought.source.invoice_payload) == (charge_id, charge_id, "order-1")
    assert len((await telegram.bot.get_star_transactions(offset=1, limit=1)).transactions) == 1
    assert (await telegram.bot.get_my_star_balance()).amount == 0


async def test_a_refused_checkout_takes_nothing(telegram: Sandbox, shop: Shop) -> None:
    shop.refusal = "sold out"
    sent = await invoice(telegram)
    assert await telegram.done("POST", f"users/{ANN}/payments", message_id=sent.message_id) == {"error": "sold out"}
    assert (await telegram.bot.get_my_star_balance()).amount == 0
    shop.refusal = None
    # an old invoice can be paid, and paid again
    for _ in range(2):
        await telegram.done("POST", f"users/{ANN}/payments", message_id=sent.message_id)
    assert (await telegram.bot.get_my_star_balance()).amount == 100


async def test_a_checkout_without_an_answer_in_time(
    telegram: Sandbox, shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert questions.PRE_CHECKOUT_S == 10
    monkeypatch.setattr(questions, "PRE_CHECKOUT_S", 0.2)
    shop.is_silent = True
    sent = await invoice(telegram)
    outcome = await telegram.done("POST", f"users/{ANN}/payments", message_id=sent.message_id)
    assert outcome == {"error": "BOT_PRECHECKOUT_TIMEOUT"}
    with pytest.raises(TelegramBadRequest, match="query is too old"):
        await telegram.bot.answer_pre_checkout_query("1", ok=True)
    assert (await telegram.bot.get_my_star_balance()).amount == 0


async def test_an_invoice_by_link(telegram: Sandbox, shop: Shop) -> None:
    link = await telegram.bot.create_invoice_link("Coins", "50 coins", "order-1", "XTR", PRICE)
    await telegram.done("POST", f"users/{ANN}/payments", link=link)
    await telegram.done("POST", f"users/{ANN}/payments", slug=link.removeprefix("https://t.me/$"))
    await until(shop.paid, 2)
    refused = await telegram.refused("POST", f"users/{ANN}/payments", link="https://t.me/$none")
    assert refused == (400, "there is no such invoice")


BAD_INVOICES: list[tuple[dict[str, object], str]] = [
    ({"prices": [*PRICE, *PRICE]}, "STARS_INVOICE_INVALID"),
    ({"prices": []}, "there must be at least one price"),
    ({"prices": [LabeledPrice(label="x", amount=0)]}, "CURRENCY_TOTAL_AMOUNT_INVALID"),
    ({"provider_token": "x"}, "PAYMENT_PROVIDER_INVALID"),
    ({"currency": "USD"}, "CURRENCY_INVALID"),
    ({"payload": "я" * 65}, "INVOICE_PAYLOAD_INVALID"),
    ({"title": "x" * 33}, "INVOICE_TITLE_INVALID"),
]


async def test_bad_invoices(telegram: Sandbox) -> None:
    await telegram.start()
    good: dict[str, object] = {"title": "t", "description": "d", "payload": "p", "currency": "XTR", "prices": PRICE}
    for changed, words in BAD_INVOICES:
        with pytest.raises(TelegramBadRequest, match=words):
            await telegram.bot.send_invoice(ANN, **(good | changed))  # type: ignore[arg-type]


async def test_the_pay_button_comes_first_and_only_with_an_invoice(telegram: Sandbox) -> None:
    await telegram.start()
    other, pay = InlineKeyboardButton(text="x", callback_data="x"), InlineKeyboardButton(text="Pay", pay=True)
    for row, words in (([other, pay], "BUTTON_POS_INVALID"), ([other], "REPLY_MARKUP_BUY_EMPTY")):
        markup = InlineKeyboardMarkup(inline_keyboard=[row])
        with pytest.raises(TelegramBadRequest, match=words):
            await telegram.bot.send_invoice(ANN, "t", "d", "p", "XTR", PRICE, reply_markup=markup)
    markup = InlineKeyboardMarkup(inline_keyboard=[[pay, other]])
    sent = await telegram.bot.send_invoice(ANN, "t", "d", "p", "XTR", PRICE, reply_markup=markup)
    assert sent.reply_markup is not None
    assert sent.reply_markup.inline_keyboard[0][0].text == "Pay"

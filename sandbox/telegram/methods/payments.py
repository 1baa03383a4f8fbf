"""Invoices in Telegram Stars, their checkout, refunds and statements (core.telegram.org/bots/payments-stars)."""

import secrets

from sandbox.telegram import questions
from sandbox.telegram.args import Args
from sandbox.telegram.errors import BotApiRefusal, bad_request
from sandbox.telegram.methods.registry import bot_method
from sandbox.telegram.methods.sending import send
from sandbox.telegram.posting import add_message, as_bot_sees, tell_bot
from sandbox.telegram.questions import answer_of
from sandbox.telegram.state import Json, Payment, User
from sandbox.telegram.world import World

TITLE_LENGTH = 32
DESCRIPTION_LENGTH = 255
PAYLOAD_BYTES = 128
STARS = range(1, 100_001)
SUBSCRIPTION_PERIOD_S = 2_592_000
PRE_CHECKOUT = "pre_checkout_query"
_LISTED = 100


def pay_label(invoice: Json) -> str:
    """The text of the pay button that Telegram adds itself."""
    return f"Pay ⭐️{invoice['total_amount']}"


def read_invoice(args: Args) -> Json:
    """An invoice in Stars from a call's parameters, checked. Raises BotApiRefusal."""
    title, description = args.required("title"), args.required("description")
    if len(title) > TITLE_LENGTH:
        raise bad_request("INVOICE_TITLE_INVALID")
    if len(description) > DESCRIPTION_LENGTH:
        raise bad_request("INVOICE_DESCRIPTION_INVALID")
    payload = args.required("payload")
    if len(payload.encode()) > PAYLOAD_BYTES:
        raise bad_request("INVOICE_PAYLOAD_INVALID")
    if args.required("currency") != "XTR":
        # another currency needs a provider, and this Telegram has none
        raise bad_request("PAYMENT_PROVIDER_INVALID" if args.text("provider_token") else "CURRENCY_INVALID")
    if args.text("provider_token"):
        raise bad_request("PAYMENT_PROVIDER_INVALID")
    amount = _only_price(args.json("prices", "prices"))
    period_s = args.integer("subscription_period")
    if period_s not in (0, SUBSCRIPTION_PERIOD_S):
        raise bad_request("SUBSCRIPTION_PERIOD_INVALID")
    shown = {
        "title": title,
        "description": description,
        "start_parameter": args.text("start_parameter") or "",
        "currency": "XTR",
        "total_amount": amount,
    }
    return shown | {"payload": payload, "subscription_period": period_s}


def _only_price(prices: object) -> int:
    """The amount of an invoice in Stars, which has exactly one price. Raises BotApiRefusal."""
    if not isinstance(prices, list):
        raise bad_request("expected an Array of labeled prices")
    if not prices:
        raise bad_request("there must be at least one price")
    for price in prices:
        if not isinstance(price, dict) or not price.get("label"):
            raise bad_request("can't parse labeled price: LabeledPrice label must be non-empty")
        if not isinstance(price.get("amount"), int) or isinstance(price["amount"], bool):
            raise bad_request('can\'t parse labeled price: Field "amount" must be of type Number')
    if len(prices) != 1:
        raise bad_request("STARS_INVOICE_INVALID: exactly one price")
    if prices[0]["amount"] not in STARS:
        raise bad_request("CURRENCY_TOTAL_AMOUNT_INVALID")
    return int(prices[0]["amount"])


def shown_invoice(invoice: Json) -> Json:
    """The Invoice object: all but what only the bot may know."""
    return {name: value for name, value in invoice.items() if name not in ("payload", "subscription_period")}


@bot_method("sendInvoice")
def send_invoice(world: World, args: Args) -> Json:
    """Sends an invoice with a pay button."""
    invoice = read_invoice(args)
    content = {"invoice": shown_invoice(invoice)}
    return as_bot_sees(send(world, args, content, invoice=invoice, invoice_label=pay_label(invoice)))


@bot_method("createInvoiceLink")
def create_invoice_link(world: World, args: Args) -> str:
    """A link under which anybody can pay the invoice."""
    slug = secrets.token_urlsafe(12)
    world.invoices.put(slug, read_invoice(args))
    return f"https://t.me/${slug}"


@bot_method("answerPreCheckoutQuery")
def answer_pre_checkout_query(world: World, args: Args) -> bool:
    """Lets a checkout pass, or refuses it with words for the person; within 10 seconds."""
    is_ok, error_message = args.flag("ok"), args.text("error_message") or ""
    if not is_ok and not error_message:
        raise bad_request('parameter "error_message" is required')
    question = world.questions.take(PRE_CHECKOUT, args.text("pre_checkout_query_id") or "")
    if not question.answer.done():
        question.answer.set_result("" if is_ok else error_message)
    return True


async def pay(world: World, user: User, invoice: Json) -> Json:
    """A person pays: the bot is asked, then told. Gives the successful payment, or `{error}` as the person reads it."""
    query = {
        "from": world.user_json(user.id),
        "currency": invoice["currency"],
        "total_amount": invoice["total_amount"],
        "invoice_payload": invoice["payload"],
    }
    timeout_s = questions.PRE_CHECKOUT_S
    question = world.questions.ask(PRE_CHECKOUT, timeout_s)
    world.updates.push(PRE_CHECKOUT, {"id": question.id} | query, user.id)
    refusal = await answer_of(question, timeout_s)
    world.questions.forget(question)
    if refusal is None:
        return {"error": "BOT_PRECHECKOUT_TIMEOUT"}
    if refusal:
        return {"error": refusal}
    charge_id = f"stx{secrets.token_urlsafe(24)}"
    payment = Payment(charge_id, user.id, invoice["total_amount"], invoice["payload"], world.now())
    world.payments.put(charge_id, payment)
    paid = {
        "currency": "XTR",
        "total_amount": payment.amount,
        "invoice_payload": payment.payload,
        "telegram_payment_charge_id": charge_id,
        "provider_payment_charge_id": str(world.next_number("provider charge")),
    }
    if invoice.get("subscription_period"):
        ends_at = world.now() + int(invoice["subscription_period"])
        paid |= {"subscription_expiration_date": ends_at, "is_recurring": True, "is_first_recurring": True}
    user.is_started = True
    world.users.put(user.id, user)
    message = add_message(world, user.id, user.id, {"successful_payment": paid})
    tell_bot(world, message)
    return {"successful_payment": paid, "message_id": message.id}


@bot_method("refundStarPayment")
def refund_star_payment(world: World, args: Args) -> bool:
    """Gives the Stars of one payment back."""
    user_id, charge_id = args.integer("user_id"), args.text("telegram_payment_charge_id") or ""
    if user_id not in world.users.rows:
        raise bad_request("USER_ID_INVALID")
    if not charge_id:
        raise bad_request("CHARGE_ID_EMPTY")
    payment = world.payments.rows.get(charge_id)
    if payment is None or payment.user_id != user_id:
        raise bad_request("CHARGE_NOT_FOUND")
    if payment.refunded_at is not None:
        raise bad_request("CHARGE_ALREADY_REFUNDED")
    if balance(world) < payment.amount:
        raise BotApiRefusal(400, "Bad Request: BALANCE_TOO_LOW")
    payment.refunded_at = world.now()
    world.payments.put(charge_id, payment)
    refunded = {
        "currency": "XTR",
        "total_amount": payment.amount,
        "invoice_payload": payment.payload,
        "telegram_payment_charge_id": charge_id,
    }
    tell_bot(world, add_message(world, user_id, user_id, {"refunded_payment": refunded}))
    return True


@bot_method("getStarTransactions")
def get_star_transactions(world: World, args: Args) -> Json:
    """Payments and refunds in chronological order; a refund has the id of its payment."""
    offset, limit = max(args.integer("offset"), 0), args.integer("limit", _LISTED)
    if not 1 <= limit <= _LISTED:
        raise bad_request("LIMIT_INVALID")
    listed: list[Json] = []
    for payment in world.payments.rows.values():
        if payment.user_id not in world.users.rows:
            continue
        user = world.user_json(payment.user_id)
        partner = {
            "type": "user",
            "transaction_type": "invoice_payment",
            "user": user,
            "invoice_payload": payment.payload,
        }
        row = {"id": payment.charge_id, "amount": payment.amount}
        listed.append(row | {"date": payment.date, "source": partner})
        if payment.refunded_at is not None:
            listed.append(row | {"date": payment.refunded_at, "receiver": partner})
    listed.sort(key=lambda transaction: transaction["date"])
    return {"transactions": listed[offset : offset + limit]}


@bot_method("getMyStarBalance")
def get_my_star_balance(world: World, args: Args) -> Json:
    """The Stars that the bot holds."""
    del args
    return {"amount": balance(world)}


def balance(world: World) -> int:
    """What was paid and not given back."""
    return sum(payment.amount for payment in world.payments.rows.values() if payment.refunded_at is None)

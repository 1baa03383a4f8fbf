"""The screens of all flows by name, so that any feature can lead to another one without importing it."""

from aiogram.fsm.state import State, StatesGroup


class Start(StatesGroup):
    """First steps, asked once."""

    language = State()
    about = State()
    consent = State()
    country = State()
    birth_date = State()
    refused = State()


class Home(StatesGroup):
    main = State()


class Settings(StatesGroup):
    main = State()
    language = State()
    time_zone = State()


class Lotteries(StatesGroup):
    """The list, one lottery, the quantity, the confirmation, the receipt or the refusal."""

    list = State()
    card = State()
    quantity = State()
    confirm = State()
    receipt = State()
    refused = State()


class Tickets(StatesGroup):
    list = State()
    entry = State()


class Wallet(StatesGroup):
    """Balances, the statement of one wallet, an exchange from the pair to the receipt."""

    main = State()
    history = State()
    pair = State()
    amount = State()
    quote = State()
    exchanged = State()


class Results(StatesGroup):
    list = State()
    result = State()


class Prizes(StatesGroup):
    """The list, one prize, and the choice about a thing: the address, then a confirmation of either way."""

    list = State()
    card = State()
    address = State()
    delivery = State()
    cash = State()


class Addresses(StatesGroup):
    """The address book; adding goes field by field, each state named as the field."""

    list = State()
    card = State()
    remove = State()
    recipient = State()
    phone_number = State()
    country = State()
    region = State()
    city = State()
    line1 = State()
    line2 = State()
    postal_code = State()
    check = State()


class Proof(StatesGroup):
    """The fairness of one raffle; a proof to be judged, and the verdict; the path of one's own ticket."""

    fairness = State()
    ask = State()
    verdict = State()
    path = State()


class Watchlist(StatesGroup):
    list = State()


class Limits(StatesGroup):
    """The overview, the three windows of a kind, one limit, and a change of it: the amount, the confirmation."""

    main = State()
    kind = State()
    limit = State()
    amount = State()
    confirm = State()


class Inbox(StatesGroup):
    list = State()


class Notices(StatesGroup):
    """What the player wants to be told of, the consent to marketing, the quiet hours."""

    main = State()
    marketing = State()
    quiet = State()


class Help(StatesGroup):
    main = State()
    terms = State()
    privacy = State()
    support = State()
    payment_support = State()

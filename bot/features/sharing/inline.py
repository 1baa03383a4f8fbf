"""`@bot words` in any chat: cards of lotteries on sale, with a link into the chat with the bot."""

from uuid import UUID

from aiogram import Bot, Router
from aiogram.types import (
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQuery,
    InlineQueryResultArticle,
    InlineQueryResultCachedPhoto,
    InlineQueryResultsButton,
    InputTextMessageContent,
)

from bot.features.lotteries import screens
from bot.texts import Texts
from core.app import App
from core.kernel.context import Transaction
from core.kernel.errors import InvalidInput
from core.kernel.links import LinkKind, chat_url, link_to
from core.raffles.list_raffles import list_raffles
from core.raffles.models import RaffleState
from core.raffles.views import RaffleView

CACHE_S = 15
"""How long Telegram may repeat an answer: the cards say how much is sold."""

PAGE = 20  # the Bot API takes 50
_MOST_SEARCHED = 10
"""Pages that one query looks through for its words."""

router = Router(name="sharing")
Card = InlineQueryResultArticle | InlineQueryResultCachedPhoto


@router.inline_query()
async def answer_inline(query: InlineQuery, bot: Bot, app: App, t: Texts) -> None:
    """The lotteries that fit the words, newest first, page by page."""
    words = query.query.casefold().split()[:10]
    try:
        raffles, following = await app.transact(lambda tx: _search(tx, words, query.offset or None))
    except InvalidInput:  # an offset that is none of ours
        raffles, following = [], None
    name = (await bot.me()).username or ""
    now = app.context.clock.now()
    await query.answer(
        [card(t, raffle, name, screens.listed(t, raffle, now)) for raffle in raffles],
        cache_time=CACHE_S,
        is_personal=True,
        next_offset=following or "",
        button=InlineQueryResultsButton(text=t.plain("sharing-open-bot"), start_parameter="inline"),
    )


def card(t: Texts, raffle: RaffleView, bot_name: str, text: str) -> Card:
    """One lottery as a message that anybody can send on."""
    url = chat_url(bot_name, link_to(LinkKind.LOT, raffle.id))
    markup = InlineKeyboardMarkup(inline_keyboard=[[InlineKeyboardButton(text=t.plain("sharing-play"), url=url)]])
    title = t.of_texts(raffle.titles)
    description = t.plain(
        "sharing-description",
        price=t.money(raffle.price_minor, raffle.asset),
        left=raffle.ticket_total - raffle.sold,
    )
    if raffle.media:
        return InlineQueryResultCachedPhoto(
            id=_result_id(raffle.id),
            photo_file_id=raffle.media[0],
            title=title,
            description=description,
            caption=text,
            reply_markup=markup,
        )
    return InlineQueryResultArticle(
        id=_result_id(raffle.id),
        title=title,
        description=description,
        input_message_content=InputTextMessageContent(message_text=text),
        reply_markup=markup,
    )


def _result_id(raffle_id: UUID) -> str:
    return raffle_id.hex


async def _search(tx: Transaction, words: list[str], cursor: str | None) -> tuple[list[RaffleView], str | None]:
    """A page of lotteries on sale that have all the words in a title or are named by their number."""
    found: list[RaffleView] = []
    for _ in range(_MOST_SEARCHED):
        page = await list_raffles(tx, (RaffleState.OPEN,), cursor, PAGE)
        found += [raffle for raffle in page.items if _fits(raffle, words)]
        cursor = page.next_cursor
        if cursor is None or found:
            break
    return found, cursor


def _fits(raffle: RaffleView, words: list[str]) -> bool:
    text = " ".join((raffle.number, *raffle.titles.values())).casefold()
    return all(word in text for word in words)

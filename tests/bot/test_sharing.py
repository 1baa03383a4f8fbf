"""Cards in other chats."""

import secrets
from typing import Any

from core.kernel.links import LinkKind, link_to
from tests.bot.harness import Chat, World
from tests.bot.playing import make_chat, on_sale


async def ask(chat: Chat, query: str, offset: str = "") -> Any:
    inline = {"id": secrets.token_hex(8), "from": chat.user, "query": query, "offset": offset}
    await chat.world.feed(chat.world.update(inline_query=inline))
    return chat.world.telegram.called("answerInlineQuery")[-1]


async def test_cards_fit_the_words(world: World) -> None:
    bicycle = await on_sale(world.context)
    await on_sale(world.context, {"en": "A <phone>"}, ("a-file-id",))
    chat, _ = await make_chat(world)
    answer = await ask(chat, "BICYC")
    assert [result.title for result in answer.results] == ["A bicycle"]
    assert answer.is_personal
    assert answer.button.start_parameter == "inline"
    button = answer.results[0].reply_markup.inline_keyboard[0][0]
    assert button.url.endswith(f"?start={link_to(LinkKind.LOT, bicycle.id)}")
    assert [result.title for result in (await ask(chat, bicycle.number)).results] == ["A bicycle"]
    phone, _ = (await ask(chat, "")).results
    assert phone.photo_file_id == "a-file-id"
    assert "A &lt;phone&gt;" in phone.caption


async def test_nothing_fits_and_offsets_of_others(world: World) -> None:
    await on_sale(world.context)
    stranger = world.chat()
    assert (await ask(stranger, "yacht")).results == []
    assert (await ask(stranger, "", "no cursor")).results == []


async def test_share_button_names_the_lottery(world: World) -> None:
    raffle = await on_sale(world.context)
    chat, _ = await make_chat(world)
    await chat.send("/lotteries")
    await chat.press("View and buy")
    assert chat.screen.button("Share")["switch_inline_query_chosen_chat"]["query"] == raffle.number

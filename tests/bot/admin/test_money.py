"""Credits and cancellations: two people for money, the number typed for what cannot be undone."""

from datetime import timedelta

from core.access.roles import Role
from core.kernel.clock import ManualClock
from core.raffles.models import RaffleState
from tests.bot.admin.helpers import staff
from tests.bot.harness import Chat, World
from tests.builders.accounts import make_player
from tests.builders.raffles import make_lottery
from tests.raffles.helpers import balance, bought, query, rich_player, state_of


async def ask_credit(chat: Chat, reference: str, amount: str = "50 TJS") -> Chat:
    await chat.send(f"/credit {reference}")
    await chat.press("main balance")
    await chat.send(amount)
    await chat.send("Paid at the counter <1>")
    return chat


async def approve_first(chat: Chat) -> Chat:
    await chat.send("/approvals")
    await chat.press("Credit")
    await chat.press("Approve")
    return await chat.press("Yes, approve")


async def test_credit_takes_two_people(world: World) -> None:
    player = await make_player(world.context)
    anna = await ask_credit(await staff(world, Role.SUPPORT), str(player.telegram_id))
    assert str(player.telegram_id) in anna.screen.text
    assert "Paid at the counter <1>" in anna.screen.text
    await anna.press("Request")
    assert await balance(world.context, player) == 0

    boris = await approve_first(await staff(world, Role.FINANCE, name="Boris"))
    assert "Approved by Boris" in boris.screen.text
    assert await balance(world.context, player) == 5000


async def test_own_credit_is_not_ones_own_to_approve(world: World) -> None:
    player = await make_player(world.context)
    anna = await ask_credit(await staff(world, Role.FINANCE), str(player.telegram_id))
    await anna.press("Request")
    await approve_first(anna)
    assert anna.answer is not None
    assert anna.answer.text == "You cannot approve your own request. Ask another admin."
    assert await balance(world.context, player) == 0


async def test_the_button_of_a_notice_opens_the_request(world: World) -> None:
    player = await make_player(world.context)
    await (await ask_credit(await staff(world, Role.SUPPORT), str(player.telegram_id))).press("Request")
    pressed = f"apr:{(await query(world.context, 'SELECT id FROM approvals'))[0].id}"
    boris = await (await staff(world, Role.FINANCE, name="Boris")).send("/start")
    notice = boris.screen
    await boris.press_data(pressed)
    assert boris.screen.message_id != notice.message_id  # the notice stays
    assert "Paid at the counter" in boris.screen.text
    await boris.press("Approve")
    await boris.press("Yes, approve")
    assert await balance(world.context, player) == 5000
    await boris.press_data(pressed, notice.message_id)
    assert "Approved by Boris" in boris.screen.text
    assert boris.screen.buttons == ["← Back", "Close"]
    await boris.press_data("apr:nonsense")
    assert boris.answer is not None
    assert "could not find" in (boris.answer.text or "")
    support = await (await staff(world, Role.SUPPORT, name="Said")).send("/start")
    await support.press_data(pressed)
    assert support.answer is not None
    assert support.answer.text == "Your role may not do this."
    stranger = await world.chat().send("/start")
    await stranger.press_data(pressed)
    assert "counter" not in stranger.screen.text


async def test_manager_sees_a_credit_but_cannot_approve_it(world: World) -> None:
    player = await make_player(world.context)
    await (await ask_credit(await staff(world, Role.SUPPORT), str(player.telegram_id))).press("Request")
    manager = await (await staff(world, Role.MANAGER, name="Mira")).send("/approvals")
    await manager.press("Credit")
    assert "✅ Approve" not in manager.screen.buttons
    forged = manager.screen.button("Reject")["callback_data"].replace(":no:", ":ask:")
    await manager.press_data(forged)
    await manager.press("Yes")
    assert await balance(world.context, player) == 0
    assert "Approved" not in manager.screen.text


async def test_rejected_credit_moves_nothing_and_the_second_admin_sees_it(world: World) -> None:
    player = await make_player(world.context)
    await (await ask_credit(await staff(world, Role.SUPPORT), str(player.telegram_id))).press("Request")
    boris, clara = await staff(world, Role.FINANCE, name="Boris"), await staff(world, Role.OWNER, name="Clara")
    for chat in (boris, clara):
        await chat.send("/approvals")
        await chat.press("Credit")
    await clara.press("Approve")
    await boris.press("Reject")
    await clara.press("Yes")
    assert "Rejected by Boris" in clara.screen.text
    assert await balance(world.context, player) == 0


async def test_pressing_twice_asks_for_one_credit(world: World) -> None:
    player = await make_player(world.context)
    anna = await ask_credit(await staff(world, Role.FINANCE), str(player.telegram_id))
    sure = anna.screen
    data = sure.button("Request")["callback_data"]
    await anna.press_data(data, sure.message_id)
    await anna.press_data(data, sure.message_id)
    await anna.send("/approvals")
    assert len([label for label in anna.screen.buttons if "Credit" in label]) == 1


async def test_credit_that_expired_is_over(world: World, clock: ManualClock) -> None:
    player = await make_player(world.context)
    await (await ask_credit(await staff(world, Role.SUPPORT), str(player.telegram_id))).press("Request")
    boris = await (await staff(world, Role.FINANCE, name="Boris")).send("/approvals")
    await boris.press("Credit")
    await boris.press("Approve")
    clock.advance(timedelta(hours=24, seconds=1))
    await boris.press("Yes")
    assert "Expired" in boris.screen.text
    assert await balance(world.context, player) == 0


async def test_player_is_found_by_name_and_by_order(world: World) -> None:
    support = await staff(world, Role.SUPPORT)
    named = world.chat("Nigina")
    named.user["username"] = "Nigina_S"
    await named.send("/start")
    await support.send("/credit @nigina_s")
    assert str(named.telegram_id) in support.screen.text
    other = world.chat("Sitora")
    other.user["username"] = "nigina_s"
    await other.send("/start")
    await support.send("/credit @nigina_s")
    assert "could not find" in support.screen.text
    buyer = await rich_player(world.context)
    receipt = await bought(world.context, buyer, await make_lottery(world.context))
    await support.send(f"/credit {receipt.order_number.lower()}")
    assert str(buyer.telegram_id) in support.screen.text
    for unknown in ("@nobody_here", "1", "TR-0000-000", "RF-1AVW-572", "ten"):
        await support.send(f"/credit {unknown}")
        assert "could not find" in support.screen.text


async def test_cancelling_shows_the_refund_and_asks_for_the_number(world: World) -> None:
    buyer = await rich_player(world.context)
    raffle = await make_lottery(world.context)
    await bought(world.context, buyer, raffle, 3)
    chat = await (await staff(world, Role.MANAGER)).send(f"/cancel_lottery {raffle.number.lower()}")
    assert "Goes back to the players: TJS 15.00" in chat.screen.text.replace("\u00a0", " ")
    await chat.send("The sponsor withdrew")
    await chat.send("yes")
    assert "nothing was cancelled" in chat.screen.text
    assert await state_of(world.context, raffle) is RaffleState.OPEN
    await chat.send(raffle.number)
    assert "is cancelled" in chat.screen.text
    assert await state_of(world.context, raffle) is RaffleState.CANCELLING


async def test_a_lottery_that_somebody_else_cancelled_ends_the_questions(world: World) -> None:
    raffle = await make_lottery(world.context)
    first, second = [await (await staff(world, Role.MANAGER)).send(f"/cancel_lottery {raffle.number}") for _ in "ab"]
    await bought(world.context, await rich_player(world.context), raffle, 3)
    for answer in ("The sponsor withdrew", raffle.number):
        await first.send(answer)
    await second.send("The sponsor withdrew")
    assert second.screen.text.startswith("This is not possible now")
    await second.send("hm")
    assert not second.screen.text.startswith("This is not possible now")


async def test_unknown_number_is_told(world: World) -> None:
    chat = await (await staff(world, Role.MANAGER)).send("/cancel_lottery RF-0000-000")
    assert "could not find" in chat.screen.text

"""The sandbox's chat page in a real browser, before the real sandbox server, with the test as the bot."""

import asyncio
import json
import re
import socket
import sys
import threading
import time
from collections.abc import AsyncIterator, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx2
import pytest
from aiogram.utils.web_app import safe_parse_webapp_init_data
from playwright.async_api import Browser, Locator, Page, expect

ROOT = Path(__file__).resolve().parents[2]
TOKEN = "424242:chat-page-test-token"
ANNA, ADMIN, STAFF = 1001, 42, -1001000000001


class Sandbox:
    """The server's process, its control API, and the bot's side of its Bot API."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self.client = httpx2.AsyncClient(base_url=self.url, timeout=20)
        self.offset = 0

    async def start(self) -> None:
        options = ("--port", str(self.port), "--data-dir", str(self.folder), "--bot-token", TOKEN)
        self.process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "sandbox.telegram", *options, cwd=ROOT
        )
        for _ in range(200):
            try:
                await self.client.get("/sandbox/state")
            except httpx2.TransportError:
                await asyncio.sleep(0.1)
            else:
                return
        raise TimeoutError("the sandbox does not start")

    async def stop(self) -> None:
        self.process.terminate()
        await asyncio.wait_for(self.process.wait(), 15)

    async def bot(self, method: str, **parameters: Any) -> Any:
        answer = (await self.client.post(f"/bot{TOKEN}/{method}", json=parameters)).json()
        assert answer["ok"], answer
        return answer["result"]

    async def control(self, method: str, path: str, **body: Any) -> None:
        answer = await self.client.request(method, f"/sandbox/{path}", json=body)
        assert answer.status_code == 200, answer.text

    async def update(self, kind: str) -> dict[str, Any]:
        """The next update of the kind; those before it are passed over."""
        while True:
            updates = await self.bot("getUpdates", offset=self.offset, timeout=10)
            assert updates, f"no {kind} came"
            for update in updates:
                self.offset = update["update_id"] + 1
                if kind in update:
                    return dict(update[kind])


@pytest.fixture
async def sandbox(tmp_path: Path) -> AsyncIterator[Sandbox]:
    server = Sandbox(tmp_path)
    await server.start()
    await server.control("PUT", f"users/{ANNA}", first_name="Anna", language_code="en")
    await server.control("PUT", f"users/{ADMIN}", first_name="Admin", language_code="en")
    yield server
    await server.client.aclose()
    await server.stop()


@pytest.fixture
async def page(sandbox: Sandbox, browser: Browser) -> AsyncIterator[Page]:
    context = await browser.new_context(viewport={"width": 1440, "height": 900}, color_scheme="light")
    await context.grant_permissions(["clipboard-read", "clipboard-write"], origin=sandbox.url)
    page = await context.new_page()
    page.set_default_timeout(10_000)
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    await page.goto(sandbox.url)
    yield page
    await context.close()
    assert errors == []


def chat(page: Page, name: str) -> Locator:
    return page.get_by_role("region", name=f"Chat: {name}")


async def begin(page: Page, sandbox: Sandbox) -> Locator:
    """Anna presses Start; the bot has it."""
    await chat(page, "Anna").get_by_role("button", name="Start", exact=True).click()
    message = await sandbox.update("message")
    assert (message["text"], message["from"]["id"]) == ("/start", ANNA)
    return chat(page, "Anna")


async def test_text_with_entities_and_what_only_looks_like_markup(page: Page, sandbox: Sandbox) -> None:
    anna = await begin(page, sandbox)
    await sandbox.bot(
        "sendMessage",
        chat_id=ANNA,
        parse_mode="HTML",
        text="😀 <b>bold <i>both</i></b> <code>x=1</code> <tg-spoiler>secret</tg-spoiler>\n"
        "<blockquote>quoted</blockquote>"
        '<pre><code class="language-python">print(1)</code></pre><a href="https://example.org/a">link</a> '
        f'&lt;img src=x onerror=alert(1)&gt; /help <tg-time unix="{time.time() + 600:.0f}" format="r">soon</tg-time>',
    )
    text = anna.locator(".other .text")
    await expect(text.locator("strong")).to_have_text("bold both")
    await expect(text.locator("strong em")).to_have_text("both")
    await expect(text.locator("code.entity-code")).to_have_text("x=1")
    await expect(text.locator("blockquote")).to_have_text("quoted")
    await expect(text.locator("figure pre")).to_have_text("print(1)")
    await expect(text.get_by_role("link", name="link")).to_have_attribute("href", "https://example.org/a")
    await expect(text).to_contain_text("<img src=x onerror=alert(1)>")
    assert await page.locator(".message img").count() == 0
    await expect(text.locator("time")).to_have_text("in 9 minutes")
    spoiler = text.get_by_label("Hidden text")
    await spoiler.press("Enter")
    await expect(text.locator(".spoiler")).to_have_class(re.compile("is-shown"))
    await text.get_by_role("button", name="/help").click()
    assert (await sandbox.update("message"))["text"] == "/help"


async def test_a_button_spins_until_the_bot_answers_and_the_message_changes_in_place(
    page: Page, sandbox: Sandbox
) -> None:
    anna = await begin(page, sandbox)
    rows = [
        [{"text": "Buy", "callback_data": "buy", "style": "success"}],
        [{"text": "Copy", "copy_text": {"text": "TR-1"}}],
    ]
    sent = await sandbox.bot("sendMessage", chat_id=ANNA, text="One ticket?", reply_markup={"inline_keyboard": rows})
    button = anna.get_by_role("button", name="Buy")
    await expect(button).to_have_class(re.compile("key-success"))
    await button.click()
    query = await sandbox.update("callback_query")
    assert query["data"] == "buy"
    await expect(button).to_have_attribute("aria-busy", "true")
    await sandbox.bot("answerCallbackQuery", callback_query_id=query["id"], text="Only 3 left", show_alert=True)
    await expect(page.get_by_role("dialog")).to_contain_text("Only 3 left")
    await page.keyboard.press("Escape")
    await expect(page.get_by_role("dialog")).to_have_count(0)
    await expect(button).not_to_have_attribute("aria-busy", "true")
    await anna.get_by_role("button", name="Copy").click()
    assert await page.evaluate("navigator.clipboard.readText()") == "TR-1"

    await sandbox.bot("editMessageText", chat_id=ANNA, message_id=sent["message_id"], text="Bought: 17")
    message = anna.locator(f'[data-id="{sent["message_id"]}"]')
    await expect(message).to_contain_text("Bought: 17")
    await expect(message).to_contain_text("edited")
    await expect(button).to_have_count(0)
    await sandbox.bot("deleteMessage", chat_id=ANNA, message_id=sent["message_id"])
    await expect(message).to_have_count(0)


async def test_commands_of_the_own_scope_and_a_message_by_enter(page: Page, sandbox: Sandbox) -> None:
    await begin(page, sandbox)
    for scope, command in (({"type": "default"}, "tickets"), ({"type": "chat", "chat_id": ADMIN}, "health")):
        commands = [{"command": command, "description": f"What {command} does"}]
        await sandbox.bot("setMyCommands", scope=scope, commands=commands)
    await page.reload()
    for name, own, foreign in (("Anna", "/tickets", "/health"), ("Admin", "/health", "/tickets")):
        if name == "Admin":
            await sandbox.control("POST", f"users/{ADMIN}/messages", text="/start")
        field = chat(page, name).get_by_role("textbox", name="Message")
        await field.fill("/")
        await expect(chat(page, name).get_by_role("option", name=own)).to_contain_text("does")
        await expect(chat(page, name).get_by_role("option", name=foreign)).to_have_count(0)
        await field.press("Escape")
        await expect(chat(page, name).get_by_role("option")).to_have_count(0)
    await field.fill("/")
    await field.press("ArrowDown")
    await field.press("Enter")
    while (message := await sandbox.update("message"))["text"] == "/start":
        pass
    assert (message["text"], message["chat"]["id"]) == ("/health", ADMIN)
    await field.fill("two\nlines")
    await field.press("Enter")
    assert (await sandbox.update("message"))["text"] == "two\nlines"
    await expect(field).to_have_value("")


async def test_reply_keyboard_shares_a_contact_and_goes(page: Page, sandbox: Sandbox) -> None:
    anna = await begin(page, sandbox)
    keyboard = {"keyboard": [[{"text": "Share my number", "request_contact": True}], [{"text": "Later"}]]}
    await sandbox.bot("sendMessage", chat_id=ANNA, text="Number?", reply_markup=keyboard)
    await anna.get_by_role("button", name="Later").click()
    assert (await sandbox.update("message"))["text"] == "Later"
    await anna.get_by_role("button", name="Share my number").click()
    await page.get_by_role("dialog").get_by_role("button", name="Share").click()
    assert (await sandbox.update("message"))["contact"]["user_id"] == ANNA
    await sandbox.bot("sendMessage", chat_id=ANNA, text="Thanks", reply_markup={"remove_keyboard": True})
    await expect(anna.get_by_role("button", name="Later")).to_have_count(0)


async def test_stars_are_paid_after_the_bot_agrees(page: Page, sandbox: Sandbox) -> None:
    anna = await begin(page, sandbox)
    prices = [{"label": "100 coins", "amount": 50}]
    invoice = {
        "title": "Coins",
        "description": "For promotional draws",
        "payload": "p1",
        "currency": "XTR",
        "prices": prices,
    }
    await sandbox.bot("sendInvoice", chat_id=ANNA, **invoice)
    for refusal in ("Sold out meanwhile", None):
        if refusal:
            await anna.locator(".key", has_text="Pay").click()
        await page.get_by_role("dialog").get_by_role("button", name="Pay").click()
        query = await sandbox.update("pre_checkout_query")
        decision = {"ok": False, "error_message": refusal} if refusal else {"ok": True}
        await sandbox.bot("answerPreCheckoutQuery", pre_checkout_query_id=query["id"], **decision)
        if refusal:
            await expect(page.get_by_role("dialog").get_by_role("alert")).to_have_text(refusal)
    assert (await sandbox.update("message"))["successful_payment"]["total_amount"] == 50
    await expect(page.get_by_role("dialog")).to_have_count(0)
    await expect(anna.locator(".service", has_text="You paid")).to_be_visible()


async def test_inline_mode_sends_the_chosen_card(page: Page, sandbox: Sandbox) -> None:
    anna = await begin(page, sandbox)
    me = await sandbox.bot("getMe")
    field = anna.get_by_role("textbox", name="Message")
    await field.fill(f"@{me['username']} head")
    query = await sandbox.update("inline_query")
    assert query["query"] == "head"
    card = {"type": "article", "id": "a", "title": "Headphones", "input_message_content": {"message_text": "A card"}}
    await sandbox.bot("answerInlineQuery", inline_query_id=query["id"], results=[card])
    await anna.get_by_role("option", name="Headphones").click()
    await expect(anna.locator(".message.own", has_text="A card")).to_be_visible()


async def test_staff_group_with_topics_beside_the_player_and_unread_counts(page: Page, sandbox: Sandbox) -> None:
    await begin(page, sandbox)
    people = page.get_by_role("navigation", name="People")
    await chat(page, "Admin").get_by_role("heading").first.click()
    await sandbox.bot("sendMessage", chat_id=STAFF, text="in general")
    topic = await sandbox.bot("createForumTopic", chat_id=STAFF, name="Support")
    thread = {"chat_id": STAFF, "message_thread_id": topic["message_thread_id"]}
    await people.get_by_role("button", name="Staff").click()
    staff = chat(page, "Staff")
    await sandbox.bot("sendMessage", text="in the topic", **thread)
    await expect(staff.get_by_text("in general")).to_be_visible()
    await staff.get_by_role("tab", name="Support").click()
    await expect(staff.get_by_text("in the topic")).to_be_visible()
    await expect(staff.get_by_text("in general")).to_have_count(0)
    await staff.get_by_role("textbox", name="Message").fill("I take it")
    await page.keyboard.press("Enter")
    message = await sandbox.update("message")
    assert (message["from"]["id"], message["message_thread_id"]) == (ADMIN, topic["message_thread_id"])
    await expect(chat(page, "Anna")).to_be_visible()

    await sandbox.control("POST", f"users/{ADMIN}/messages", text="/start")
    await expect(people.get_by_role("button", name="Admin")).to_contain_text("/start")
    await sandbox.bot("sendMessage", chat_id=ADMIN, text="a draw waits")
    await expect(people.get_by_role("button", name="Admin").get_by_label("1 unread")).to_be_visible()


class _MiniApp(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("content-type", "text/html")
        self.end_headers()
        self.wfile.write(b"""<!doctype html><body><script>
            const send = (eventType, eventData = {}) => parent.postMessage(JSON.stringify({eventType, eventData}), "*");
            window.heard = [];
            addEventListener("message", (event) => heard.push(JSON.parse(event.data)));
            send("iframe_ready"); send("web_app_ready"); send("web_app_request_viewport");
            send("web_app_setup_main_button", {is_visible: true, is_active: true, text: "PAY 10.00"});
            send("web_app_setup_back_button", {is_visible: true});
            </script></body>""")

    def log_message(self, *arguments: object) -> None:
        """Quiet."""


@pytest.fixture
def mini_app() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _MiniApp)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}/"
    server.shutdown()
    server.server_close()


async def test_the_mini_app_beside_the_chat_speaks_the_bridge(page: Page, sandbox: Sandbox, mini_app: str) -> None:
    await begin(page, sandbox)
    await sandbox.bot(
        "setChatMenuButton", menu_button={"type": "web_app", "text": "Play", "web_app": {"url": mini_app}}
    )
    await page.reload()
    await chat(page, "Anna").get_by_role("button", name="Open Play").click()
    panel = page.get_by_role("complementary", name="Mini-app")
    await panel.get_by_role("button", name="PAY 10.00").click()
    await panel.get_by_role("button", name="Back").click()
    frame = next(frame for frame in page.frames if frame.url.startswith(mini_app))
    launch = parse_qs(urlsplit(frame.url).fragment)
    assert safe_parse_webapp_init_data(TOKEN, launch["tgWebAppData"][0]).user.id == ANNA  # type: ignore[union-attr]
    await page.get_by_role("button", name=re.compile("Colours: system")).click()
    await page.get_by_role("button", name=re.compile("Colours: light")).click()
    await frame.wait_for_function("heard.filter((each) => each.eventType === 'theme_changed').length >= 2")
    heard = await frame.evaluate("heard")
    kinds = {each["eventType"] for each in heard}
    assert {"main_button_pressed", "back_button_pressed", "viewport_changed"} <= kinds
    themes = [each["eventData"]["theme_params"] for each in heard if each["eventType"] == "theme_changed"]
    assert themes[-1]["bg_color"] != json.loads(launch["tgWebAppThemeParams"][0])["bg_color"]
    await frame.evaluate("send('web_app_open_link', {url: 'javascript:alert(1)'})")
    await frame.evaluate("send('web_app_open_link', {url: 'https://example.org/x'})")
    await expect(page.get_by_role("dialog").get_by_role("link")).to_have_attribute("href", "https://example.org/x")
    await page.keyboard.press("Escape")
    await frame.evaluate("send('web_app_close')")
    await expect(panel).to_have_count(0)


async def test_it_says_when_the_server_is_away_and_catches_up(page: Page, sandbox: Sandbox) -> None:
    anna = await begin(page, sandbox)
    await sandbox.bot("sendMessage", chat_id=ANNA, text="before")
    await expect(anna.get_by_text("before")).to_be_visible()
    await sandbox.stop()
    await expect(anna.get_by_text("offline")).to_be_visible()
    await anna.get_by_role("textbox", name="Message").fill("kept")
    await page.keyboard.press("Enter")
    await expect(anna.get_by_text("does not answer")).to_be_visible()
    await expect(anna.get_by_role("textbox", name="Message")).to_have_value("kept")
    await sandbox.start()
    await sandbox.bot("sendMessage", chat_id=ANNA, text="after")
    await expect(anna.get_by_text("after")).to_be_visible()
    await expect(anna.get_by_text("before")).to_have_count(1)
    await expect(anna.get_by_text("offline")).to_have_count(0)


async def test_faults_from_the_menu_and_a_new_player(page: Page, sandbox: Sandbox) -> None:
    await begin(page, sandbox)
    await page.get_by_role("button", name="Make Telegram fail").click()
    await page.get_by_label("How many calls").fill("1")
    await page.get_by_role("dialog").get_by_role("button", name="Fail").click()
    await expect(page.get_by_role("dialog")).to_have_count(0)
    assert (await sandbox.client.post(f"/bot{TOKEN}/getMe")).status_code == 429
    assert (await sandbox.client.post(f"/bot{TOKEN}/getMe")).status_code == 200
    await expect(page.get_by_role("button", name="Top up")).to_have_count(0)

    await page.get_by_role("button", name="Add a player").click()
    await page.get_by_label("First name").fill("<b>Мали</b>")
    await page.get_by_label("Language").select_option("th")
    await page.get_by_role("dialog").get_by_role("button", name="Add").click()
    await expect(
        page.get_by_role("navigation", name="People").get_by_role("button", name="<b>Мали</b>")
    ).to_be_visible()


async def test_a_phone_shows_one_column(page: Page, sandbox: Sandbox) -> None:
    await page.set_viewport_size({"width": 390, "height": 844})
    people = page.get_by_role("navigation", name="People")
    await expect(chat(page, "Admin")).to_have_count(0)
    await people.get_by_role("button", name="Anna").click()
    await begin(page, sandbox)
    await sandbox.bot("sendMessage", chat_id=ANNA, text="long" * 300)
    await expect(chat(page, "Anna").locator(".text", has_text="longlong")).to_be_visible()
    await expect(people).to_be_hidden()
    assert await page.evaluate("document.documentElement.scrollWidth") == 390
    await page.get_by_role("button", name="Back to the list").click()
    await expect(people).to_be_visible()

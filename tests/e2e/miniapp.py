"""The mini-app as a person has it: the built files, the real API, a browser, and a Telegram client around it."""

import asyncio
import contextlib
import json
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, cast
from urllib.parse import quote, urlencode

import uvicorn
from playwright.async_api import Browser, BrowserContext, FrameLocator, Page, expect

from sandbox.telegram.launch import THEMES
from tests.builders.accounts import MadePlayer, make_player
from tests.builders.ledger import fund
from tests.webapp_api.client import Api, launch, signed

PHONE = {"width": 390, "height": 780}
DESKTOP = {"width": 1280, "height": 860}
MONEY_MINOR = 10_000
"""What a player has at first."""
_HOST = "/client.html"
_HOST_PAGE = """<!doctype html><meta charset=utf-8><body style="margin:0"><iframe id=app style="border:0;width:100vw;height:100vh"></iframe>
<script>
const frame = document.getElementById("app");
window.buttons = {main: {}, back: {}, settings: {}};
window.sent = [];
window.answer = "yes";
window.say = (eventType, eventData = {}) => frame.contentWindow.postMessage(JSON.stringify({eventType, eventData}), "*");
const size = () => say("viewport_changed", {width: innerWidth, height: innerHeight, is_expanded: true, is_state_stable: true});
const NOWHERE = {top: 0, right: 0, bottom: 0, left: 0};
const answers = {
  web_app_request_viewport: size,
  web_app_request_theme: () => say("theme_changed", {theme_params: window.theme}),
  web_app_request_safe_area: () => say("safe_area_changed", NOWHERE),
  web_app_request_content_safe_area: () => say("content_safe_area_changed", NOWHERE),
  web_app_setup_main_button: (data) => Object.assign(buttons.main, data),
  web_app_setup_back_button: (data) => Object.assign(buttons.back, data),
  web_app_setup_settings_button: (data) => Object.assign(buttons.settings, data),
  web_app_open_popup: () => say("popup_closed", {button_id: window.answer}),
};
addEventListener("message", ({data}) => {
  const {eventType, eventData} = JSON.parse(data);
  sent.push(eventType);
  answers[eventType]?.(eventData ?? {});
});
</script></body>"""  # noqa: E501


class Client:
    """A Telegram client that shows the app to one person: its buttons, its dialogs, its colours."""

    def __init__(self, page: Page, base_url: str) -> None:
        self.page = page
        self.base_url = base_url

    @property
    def app(self) -> FrameLocator:
        """What is inside of the frame."""
        return self.page.frame_locator("#app")

    async def open(self, init_data: str, path: str = "/", scheme: str = "light", version: str = "9.1") -> None:
        """Launch the app as Telegram does it."""
        theme = json.dumps(THEMES[scheme])
        fields = {
            "tgWebAppData": init_data,
            "tgWebAppVersion": version,
            "tgWebAppPlatform": "tdesktop",
            "tgWebAppThemeParams": theme,
        }
        await self.page.goto(self.base_url + _HOST)
        url = f"{self.base_url}{path}#{urlencode(fields, quote_via=quote)}"
        await self.page.evaluate(
            "([url, theme]) => { window.theme = JSON.parse(theme); document.getElementById('app').src = url }",
            [url, theme],
        )

    async def reload(self) -> None:
        """Load the app's page anew where it is; the client forgets the buttons of the old one."""
        await self.page.evaluate(
            "Object.assign(window, {buttons: {main: {}, back: {}, settings: {}}, sent: []});"
            "const app = document.getElementById('app');"
            "new Promise((loaded) => {"  # what is looked for afterwards is not what the old page still shows
            " app.addEventListener('load', loaded, {once: true}); app.contentWindow.location.reload() })"
            ".then(() => null)"
        )

    async def main_button(self, text: str) -> None:
        """Wait until the client's main button says this and may be pressed."""
        await self.page.wait_for_function(
            "(text) => buttons.main.is_visible && buttons.main.is_active && buttons.main.text?.includes(text)",
            arg=text,
        )

    async def press_main(self, text: str) -> None:
        """Press the main button once it says this."""
        await self.main_button(text)
        await self.say("main_button_pressed")

    async def has_main_button(self) -> bool:
        return bool(await self.page.evaluate("buttons.main.is_visible"))

    async def press_back(self) -> None:
        """Press the client's arrow, which has to be there."""
        await self.page.wait_for_function("buttons.back.is_visible")
        await self.say("back_button_pressed")

    @asynccontextmanager
    async def keeps(self, text: str) -> AsyncIterator[None]:
        """The block ends once the server has answered that it keeps what was changed, which has this text in it."""
        async with self.page.expect_response(
            lambda answer: answer.request.method == "PATCH" and text in (answer.request.post_data or "")
        ) as answering:
            yield
        assert (await answering.value).ok

    async def freeze(self) -> None:
        """Stop the page's time, which `page.clock` moves from here on; its clock has to have been installed.

        What the page is still waiting for does not come any more: look first for what is to be pressed.
        """
        await self.page.clock.pause_at(await self.page.evaluate("Date.now()") / 1000 + 60)

    async def say(self, event: str, **data: Any) -> None:
        await self.page.evaluate("([event, data]) => say(event, data)", [event, data])

    async def path(self) -> str:
        """The page of the app that is open."""
        return cast(str, await self.page.evaluate("document.getElementById('app').contentWindow.location.pathname"))

    async def see(self, text: str) -> None:
        await expect(self.app.get_by_text(text).first).to_be_visible()


class Served:
    """The API on a port, and browsers at it. What a page complains of is kept in `complaints`."""

    def __init__(self, api: Api, base_url: str, browser: Browser) -> None:
        self.api = api
        self.base_url = base_url
        self.complaints: list[str] = []
        self._browser = browser
        self._contexts: list[BrowserContext] = []

    async def page(self, viewport: dict[str, int] | None = None, scheme: str = "light") -> Page:
        """A browser of its own, outside of Telegram."""
        context = await self._browser.new_context(
            viewport=cast(Any, viewport or PHONE), color_scheme=cast(Any, scheme), locale="en-US"
        )
        context.set_default_timeout(15_000)
        self._contexts.append(context)
        page = await context.new_page()
        page.on("pageerror", lambda error: self.complaints.append(f"error: {error}"))
        page.on("console", lambda said: self._heard(said.type, said.text))
        await page.route(
            f"{self.base_url}{_HOST}", lambda route: route.fulfill(body=_HOST_PAGE, content_type="text/html")
        )
        return page

    def _heard(self, kind: str, text: str) -> None:
        # the browser tells of every refusal of a request, which tests expect themselves
        if kind in ("error", "warning") and not text.startswith("Failed to load resource"):
            self.complaints.append(f"{kind}: {text}")

    async def client(self, viewport: dict[str, int] | None = None) -> Client:
        """A Telegram client in a browser of its own."""
        return Client(await self.page(viewport), self.base_url)

    def init_data(self, telegram_id: int, name: str = "Anna", language: str = "en", **fields: str) -> str:
        """What Telegram signs for a person who opens the app now."""
        user = {"id": telegram_id, "first_name": name, "language_code": language}
        # the library that reads launches in the app wants the third parties' signature, which the API does not look at
        return signed(launch(self.api.context, user, signature="none", **fields))

    async def close(self) -> None:
        for context in self._contexts:
            await context.close()


async def player(served: Served, *, language: str = "en", eligible: bool = True) -> MadePlayer:
    """Anna, with money in her wallet."""
    made = await make_player(served.api.context, language=language, first_name="Anna", eligible=eligible)
    await fund(served.api.context, made, MONEY_MINOR)
    return made


async def opened(served: Served, person: MadePlayer, path: str = "/", **fields: str) -> Client:
    """The app of a person, in their Telegram."""
    client = await served.client()
    await client.open(served.init_data(person.telegram_id, **fields), path)
    return client


@asynccontextmanager
async def serve(api: Api, browser: Browser) -> AsyncIterator[Served]:
    """The API listens on loopback as long as this is open."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    config = uvicorn.Config(
        api.asgi, host="127.0.0.1", port=port, log_config=None, lifespan="off", timeout_graceful_shutdown=1
    )
    server = _Server(config)
    hub = asyncio.create_task(api.asgi.state.hub.run())
    serving = asyncio.create_task(server.serve())
    await server.is_up.wait()
    served = Served(api, f"http://127.0.0.1:{port}", browser)
    try:
        yield served
    finally:
        await served.close()
        api.asgi.state.hub.close()
        server.should_exit = True
        await serving
        hub.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await hub


class _Server(uvicorn.Server):
    """A server among the tests, whose signals are not its own; says when it listens."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.is_up = asyncio.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.is_up.set()

    @contextlib.contextmanager
    def capture_signals(self) -> Any:
        yield

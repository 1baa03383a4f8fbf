"""The control API: what people do and see, over HTTP on loopback, without a login."""

from collections.abc import Awaitable, Callable
from dataclasses import asdict
from typing import Any
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import FileResponse, Response, StreamingResponse
from starlette.routing import Route

from sandbox.telegram.control import people
from sandbox.telegram.control.body import number_in, path_number, query_number, read_object, read_upload
from sandbox.telegram.control.inline import ask_inline, choose_result, share_prepared
from sandbox.telegram.control.state import show_state
from sandbox.telegram.errors import BotApiRefusal, ControlRefusal
from sandbox.telegram.launch import init_data, launch_url, public_keys
from sandbox.telegram.methods.chats import set_member
from sandbox.telegram.methods.inline import WEB_APP
from sandbox.telegram.methods.payments import pay
from sandbox.telegram.methods.profile import menu_button
from sandbox.telegram.posting import find, listed
from sandbox.telegram.questions import WEB_APP_S
from sandbox.telegram.responses import JsonResponse
from sandbox.telegram.state import Json
from sandbox.telegram.world import World

Action = Callable[[World, Request], Awaitable[Any]]
_STATUSES = ("creator", "administrator", "member", "left", "kicked")
_LINK_PREFIX = "https://t.me/$"


def control_routes(world: World) -> list[Route]:
    """All routes below /sandbox."""
    user, chat = "/sandbox/users/{user_id}", "/sandbox/chats/{chat_id}"
    table: list[tuple[str, str, Action]] = [
        ("GET", "/sandbox/state", _state),
        ("GET", "/sandbox/keys", _keys),
        ("GET", "/sandbox/files/{file_id}", _file),
        ("PUT", user, _put_user),
        ("POST", f"{user}/messages", _user_message),
        ("GET", f"{user}/messages", _user_messages),
        ("POST", f"{user}/callbacks", _user_callback),
        ("POST", f"{user}/payments", _payment),
        ("POST", f"{user}/photos", _photo),
        ("POST", f"{user}/documents", _document),
        ("POST", f"{user}/contact", _contact),
        ("POST", f"{user}/webapp-data", _webapp_data),
        ("POST", f"{user}/block", _block),
        ("POST", f"{user}/unblock", _unblock),
        ("POST", f"{user}/inline", ask_inline),
        ("POST", f"{user}/inline/choose", choose_result),
        ("POST", f"{user}/inline/share", share_prepared),
        ("GET", f"{user}/webapp-url", _webapp_url),
        ("GET", f"{user}/events", _user_events),
        ("POST", f"{chat}/messages", _chat_message),
        ("GET", f"{chat}/messages", _chat_messages),
        ("POST", f"{chat}/callbacks", _chat_callback),
        ("PUT", f"{chat}/members/{{user_id}}", _put_member),
        ("GET", f"{chat}/events", _chat_events),
        ("POST", "/sandbox/faults", _arm_fault),
        ("GET", "/sandbox/faults", _faults),
        ("DELETE", "/sandbox/faults", _clear_faults),
        ("PUT", "/sandbox/flood", _flood),
        ("POST", "/sandbox/updates/repeat", _repeat),
    ]
    return [Route(path, _endpoint(world, action), methods=[method]) for method, path, action in table]


def _endpoint(world: World, action: Action) -> Callable[[Request], Awaitable[Response]]:
    async def endpoint(request: Request) -> Response:
        try:
            origin = request.headers.get("origin")
            if origin is not None and urlsplit(origin).netloc != request.headers.get("host"):
                # no other page in the same browser may play somebody here
                raise ControlRefusal(403, "this call comes from another page")
            result = await action(world, request)
        except ControlRefusal as refusal:
            return JsonResponse({"error": refusal.message}, refusal.status)
        except BotApiRefusal as refusal:
            return JsonResponse({"error": refusal.description}, refusal.status)
        finally:
            world.journal.flush()
        return result if isinstance(result, Response) else JsonResponse(result)

    return endpoint


async def _state(world: World, request: Request) -> Json:
    del request
    return show_state(world)


async def _keys(world: World, request: Request) -> Json:
    del request
    return public_keys(world)


async def _file(world: World, request: Request) -> Response:
    file = world.files.rows.get(request.path_params["file_id"])
    if file is None:
        raise ControlRefusal(404, "no such file")
    # what was uploaded is shown as a picture at most, never run as a page of ours
    is_image = file.mime_type in ("image/png", "image/jpeg", "image/gif", "image/webp")
    headers = {"x-content-type-options": "nosniff", "content-security-policy": "sandbox"}
    path = world.config.data_dir / file.path
    if is_image:
        return FileResponse(path, media_type=file.mime_type, headers=headers)
    return FileResponse(path, media_type="application/octet-stream", filename=file.name, headers=headers)


async def _put_user(world: World, request: Request) -> Json:
    given = await read_object(request)
    user = world.person(path_number(request, "user_id"))
    people.rename(world, user, given)
    return asdict(user)


async def _user_message(world: World, request: Request) -> Json:
    given = await read_object(request)
    user = world.person(path_number(request, "user_id"))
    content = people.text_content(given.get("text"))
    reply_to_id = number_in(given, "reply_to_message_id", 0)
    return people.write(world, user, user.id, content, reply_to_id=reply_to_id)


async def _user_messages(world: World, request: Request) -> Json:
    user = world.person(path_number(request, "user_id"))
    return listed(world, user.id, query_number(request, "after"), query_number(request, "since"))


async def _user_callback(world: World, request: Request) -> Json:
    user = world.person(path_number(request, "user_id"))
    return await _press(world, request, user.id, user.id)


async def _chat_callback(world: World, request: Request) -> Json:
    chat = world.group(path_number(request, "chat_id"))
    return await _press(world, request, chat.id, None)


async def _press(world: World, request: Request, chat_id: int, user_id: int | None) -> Json:
    given = await read_object(request)
    user = world.person(number_in(given, "user_id") if user_id is None else user_id)
    message_id = number_in(given, "message_id")
    return await people.press(world, user, chat_id, message_id, given.get("data"), is_forced=given.get("force") is True)


async def _payment(world: World, request: Request) -> Json:
    given = await read_object(request)
    user = world.person(path_number(request, "user_id"))
    link = str(given.get("link") or "")
    slug = str(given.get("slug") or link.removeprefix(_LINK_PREFIX))
    if slug:
        invoice = world.invoices.rows.get(slug)
    else:
        message = find(world, number_in(given, "chat_id", user.id), number_in(given, "message_id"))
        invoice = None if message is None else message.invoice
    if invoice is None:
        raise ControlRefusal(400, "there is no such invoice")
    return await pay(world, user, invoice)


async def _photo(world: World, request: Request) -> Json:
    return await _upload(world, request, "photo")


async def _document(world: World, request: Request) -> Json:
    return await _upload(world, request, "document")


async def _upload(world: World, request: Request, kind: str) -> Json:
    upload, caption = await read_upload(request, kind)
    user = world.person(path_number(request, "user_id"))
    people.enter(world, user, user.id)
    return people.write(world, user, user.id, people.file_content(world, kind, upload, caption))


async def _contact(world: World, request: Request) -> Json:
    given = await read_object(request)
    user = world.person(path_number(request, "user_id"))
    return people.write(world, user, user.id, people.contact_content(world, user, given.get("phone_number")))


async def _webapp_data(world: World, request: Request) -> Json:
    given = await read_object(request)
    user = world.person(path_number(request, "user_id"))
    data, label = given.get("data"), given.get("button_text")
    if not isinstance(data, str) or not isinstance(label, str) or not 1 <= len(data.encode()) <= 4_096:
        raise ControlRefusal(400, "data has 1 to 4,096 bytes, and button_text says which button opened the app")
    return people.write(world, user, user.id, {"web_app_data": {"data": data, "button_text": label}})


async def _block(world: World, request: Request) -> Json:
    user = world.person(path_number(request, "user_id"))
    people.set_blocked(world, user, True)
    return asdict(user)


async def _unblock(world: World, request: Request) -> Json:
    user = world.person(path_number(request, "user_id"))
    people.set_blocked(world, user, False)
    return asdict(user)


async def _webapp_url(world: World, request: Request) -> Json:
    user = world.person(path_number(request, "user_id"))
    asked = request.query_params
    menu = menu_button(world, str(user.id))
    button_url = asked.get("button_url") or ""
    url = button_url or world.config.webapp_url or menu.get("web_app", {}).get("url")
    if not url:
        raise ControlRefusal(404, "there is no mini-app: neither --webapp-url nor a menu button")
    if not url.startswith(("https://", "http://")):
        raise ControlRefusal(400, "button_url is a web address")
    if asked.get("path"):
        parts = urlsplit(url)
        url = f"{parts.scheme}://{parts.netloc}/{asked['path'].lstrip('/')}"
    scheme = asked.get("scheme") or user.scheme
    if scheme not in ("light", "dark"):
        raise ControlRefusal(400, "scheme is light or dark")
    start_param = asked.get("start_param") or None
    query_id = world.questions.ask(WEB_APP, WEB_APP_S, user.id).id if button_url else None
    data = init_data(world, user, start_param=start_param, query_id=query_id)
    return {"url": launch_url(url, data, scheme, start_param), "init_data": data}


async def _user_events(world: World, request: Request) -> Response:
    return _events(world, world.person(path_number(request, "user_id")).id)


async def _chat_events(world: World, request: Request) -> Response:
    return _events(world, world.group(path_number(request, "chat_id")).id)


def _events(world: World, chat_id: int) -> Response:
    stream = world.hub.watch(chat_id, show_state(world))
    return StreamingResponse(stream, media_type="text/event-stream", headers={"cache-control": "no-store"})


async def _chat_message(world: World, request: Request) -> Json:
    given = await read_object(request)
    chat = world.group(path_number(request, "chat_id"))
    user = world.person(number_in(given, "user_id"))
    content = people.text_content(given.get("text"))
    thread_id, reply_to_id = number_in(given, "message_thread_id", 0), number_in(given, "reply_to_message_id", 0)
    return people.write(world, user, chat.id, content, thread_id=thread_id, reply_to_id=reply_to_id)


async def _chat_messages(world: World, request: Request) -> Json:
    chat = world.group(path_number(request, "chat_id"))
    return listed(world, chat.id, query_number(request, "after"), query_number(request, "since"))


async def _put_member(world: World, request: Request) -> Json:
    given = await read_object(request)
    chat, user_id = world.group(path_number(request, "chat_id")), path_number(request, "user_id")
    status = given.get("status")
    if status not in _STATUSES:
        raise ControlRefusal(400, f"status is one of {', '.join(_STATUSES)}")
    if user_id != world.config.bot_id:
        world.person(user_id)
    people_ids = [int(key) for key in chat.members if int(key) != world.config.bot_id]
    by_id = user_id if user_id != world.config.bot_id else (people_ids or [user_id])[0]
    set_member(world, chat, user_id, status, by_id)
    return asdict(chat)


async def _arm_fault(world: World, request: Request) -> Json:
    return world.faults.arm(await read_object(request))


async def _faults(world: World, request: Request) -> Json:
    del request
    return {"faults": world.faults.listed()}


async def _clear_faults(world: World, request: Request) -> Json:
    del request
    world.faults.clear()
    return {"faults": []}


async def _flood(world: World, request: Request) -> Json:
    is_on = (await read_object(request)).get("enabled")
    if not isinstance(is_on, bool):
        raise ControlRefusal(400, "enabled is true or false")
    world.flood.switch(is_on)
    return {"enabled": is_on}


async def _repeat(world: World, request: Request) -> Json:
    given = await read_object(request)
    wanted = None if given.get("update_id") is None else number_in(given, "update_id")
    update_id = world.updates.repeat(wanted)
    if update_id is None:
        raise ControlRefusal(404, "no such update is remembered")
    return {"update_id": update_id}

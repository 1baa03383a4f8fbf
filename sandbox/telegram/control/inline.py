"""Inline mode from a person's side: asking, choosing a result, sharing a prepared message."""

from starlette.requests import Request

from sandbox.telegram.control import people
from sandbox.telegram.control.body import number_in, path_number, read_object
from sandbox.telegram.errors import ControlRefusal
from sandbox.telegram.methods.inline import INLINE, send_result
from sandbox.telegram.posting import as_person_sees, tell_bot
from sandbox.telegram.questions import INLINE_S, answer_of
from sandbox.telegram.state import Json, Message, User
from sandbox.telegram.world import World

_QUERY_LENGTH = 256


async def ask_inline(world: World, request: Request) -> Json:
    """`{query, offset}` -> the bot's results; an `{error}` when it does not answer in ten seconds."""
    given = await read_object(request)
    user = world.person(path_number(request, "user_id"))
    text, offset = given.get("query", ""), given.get("offset", "")
    if not isinstance(text, str) or len(text) > _QUERY_LENGTH or not isinstance(offset, str):
        raise ControlRefusal(400, f"query has at most {_QUERY_LENGTH} characters, offset is a text")
    question = world.questions.ask(INLINE, INLINE_S)
    query = {
        "id": question.id,
        "from": world.user_json(user.id),
        "query": text,
        "offset": offset,
        "chat_type": "sender",
    }
    world.updates.push(INLINE, query, user.id)
    answer = await answer_of(question, INLINE_S)
    world.questions.forget(question)
    if answer is None:
        raise ControlRefusal(504, "the bot did not answer the inline query")
    world.asked_inline[user.id] = (text, {result["id"]: result for result in answer["results"]})
    shown = [_shown(result) for result in answer["results"]]
    return {"results": shown, "next_offset": answer["next_offset"], "button": answer["button"]}


async def choose_result(world: World, request: Request) -> Json:
    """`{result_id, chat_id}`: sends a result of the last query; the bot hears which."""
    given = await read_object(request)
    user = world.person(path_number(request, "user_id"))
    text, results = world.asked_inline.get(user.id, ("", {}))
    result = results.get(str(given.get("result_id")))
    if result is None:
        raise ControlRefusal(400, "the last inline query has no such result")
    message = _send(world, user, number_in(given, "chat_id", user.id), result)
    chosen: Json = {"result_id": result["id"], "from": world.user_json(user.id), "query": text}
    if message.markup is not None:
        chosen["inline_message_id"] = message.inline_message_id
    world.updates.push("chosen_inline_result", chosen, user.id)
    return as_person_sees(message)


async def share_prepared(world: World, request: Request) -> Json:
    """`{prepared_id, chat_id}`: sends a message that the bot prepared for this person."""
    given = await read_object(request)
    user = world.person(path_number(request, "user_id"))
    prepared = world.prepared.rows.get(str(given.get("prepared_id")))
    if prepared is None or prepared["user_id"] != user.id or prepared["expiration_date"] < world.now():
        raise ControlRefusal(400, "there is no such prepared message for this person")
    return as_person_sees(_send(world, user, number_in(given, "chat_id", user.id), prepared["result"]))


def _send(world: World, user: User, chat_id: int, result: Json) -> Message:
    if chat_id in world.chats.rows:
        people.enter(world, user, chat_id)
    else:
        world.person(chat_id)
    message = send_result(world, user.id, chat_id, result)
    tell_bot(world, message)
    return message


def _shown(result: Json) -> Json:
    content = {name: value for name, value in result["content"].items() if name in ("text", "caption", "photo")}
    photo = content.pop("photo", None)
    shown: Json = result["shown"]
    return (
        shown
        | content
        | {"id": result["id"], "type": result["type"], "reply_markup": result["markup"]}
        | ({"photo_file_id": photo[-1]["file_id"]} if photo else {})
    )

"""Photos, documents, albums and downloads."""

from sandbox.telegram.args import Args, as_object
from sandbox.telegram.errors import bad_request
from sandbox.telegram.media import content_of, from_args
from sandbox.telegram.methods.registry import bot_method
from sandbox.telegram.methods.sending import caption_of, send
from sandbox.telegram.posting import as_bot_sees
from sandbox.telegram.state import Json
from sandbox.telegram.text import check_caption, formatted
from sandbox.telegram.world import World

DOWNLOAD_BYTES = 20 << 20
_ALBUM = range(2, 11)


@bot_method("sendPhoto")
def send_photo(world: World, args: Args) -> Json:
    """Sends a photo by upload or file_id."""
    return as_bot_sees(send(world, args, caption_of(args) | content_of(from_args(world, args, "photo"))))


@bot_method("sendDocument")
def send_document(world: World, args: Args) -> Json:
    """Sends a file by upload or file_id."""
    return as_bot_sees(send(world, args, caption_of(args) | content_of(from_args(world, args, "document"))))


@bot_method("sendMediaGroup")
def send_media_group(world: World, args: Args) -> list[Json]:
    """Sends 2 to 10 photos, or documents, as an album."""
    given = args.json("media", "media")
    if not isinstance(given, list):
        raise bad_request("expected an Array of InputMedia")
    if len(given) not in _ALBUM:
        raise bad_request("group send failed: an album has 2-10 items")
    kinds = {item.get("type") for item in given if isinstance(item, dict)}
    if len(kinds) > 1:
        raise bad_request("documents can't be mixed with other media types")
    contents = [input_media(world, args, item) for item in given]
    group_id = str(world.next_number("album"))
    plain = Args({name: value for name, value in args.values.items() if name != "reply_markup"})
    return [as_bot_sees(send(world, plain, content | {"media_group_id": group_id})) for content in contents]


def input_media(world: World, args: Args, given: object) -> Json:
    """An InputMedia as message content. Raises BotApiRefusal."""
    media = as_object(given, "InputMedia")
    kind = media.get("type")
    if kind not in ("photo", "document"):
        raise bad_request(f'can\'t parse InputMedia: type "{kind}" is not served by this sandbox')
    text, entities = formatted(str(media.get("caption") or ""), media.get("parse_mode"), media.get("caption_entities"))
    check_caption(text)
    content: Json = ({"caption": text} if text else {}) | ({"caption_entities": entities} if entities else {})
    if media.get("has_spoiler"):
        content["has_media_spoiler"] = True
    return content | content_of(from_args(world, args, kind, given=str(media.get("media") or "")))


@bot_method("getFile")
def get_file(world: World, args: Args) -> Json:
    """Where a file can be downloaded."""
    file_id = args.text("file_id") or ""
    if not file_id:
        raise bad_request("file_id not specified")
    file = world.files.rows.get(file_id)
    if file is None:
        raise bad_request("wrong file_id or the file is temporarily unavailable")
    if file.size_bytes > DOWNLOAD_BYTES:
        raise bad_request("file is too big")
    shown = {"file_id": file.id, "file_unique_id": file.unique_id, "file_size": file.size_bytes}
    return shown | {"file_path": file.path}


@bot_method("getUserProfilePhotos")
def get_user_profile_photos(world: World, args: Args) -> Json:
    """People here have no pictures."""
    if args.integer("user_id") not in world.users.rows:
        raise bad_request("invalid user_id specified")
    return {"total_count": 0, "photos": []}

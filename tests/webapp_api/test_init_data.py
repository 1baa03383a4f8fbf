"""Init-data as text: what two other hands sign is taken, what anybody changed is not."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from urllib.parse import parse_qsl, quote, quote_plus, urlencode

import init_data_py
import pytest
from aiogram.utils import web_app, web_app_signature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from core.kernel.errors import DomainError
from core.settings import TELEGRAM_PUBLIC_KEY
from sandbox.telegram import launch as sandbox_launch
from sandbox.telegram.state import User
from sandbox.telegram.world import Config, World
from tests.webapp_api.client import BOT_ID, TOKEN, signed, with_signature
from webapp_api.security.init_data import Check, InitData, by_public_key, by_token, read_init_data

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
STAMP = str(int(NOW.timestamp()))
OURS = by_token(TOKEN)
KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
PUBLIC = KEY.public_key().public_bytes_raw()
THIRD_PARTY = by_public_key(BOT_ID, PUBLIC.hex())
ANNA = {
    "id": 7,
    "first_name": 'Анна + "Ń" 100%',
    "last_name": "👩🏽‍🚀 & Co\n=;",
    "username": "anna",
    "language_code": "ru",
}
FIELDS = {"query_id": "AAF", "user": json.dumps(ANNA, ensure_ascii=False), "auth_date": STAMP, "start_param": "ref_X1"}


def read(text: str, check: Check = OURS, now: datetime = NOW) -> InitData:
    return read_init_data(text, check, now)


def refused(text: str, check: Check = OURS, now: datetime = NOW) -> str:
    """Why a string is refused. AssertionError where it is not."""
    try:
        read(text, check, now)
    except DomainError as refusal:
        return str(refusal.params.get("reason", refusal.code))
    raise AssertionError(f"taken: {text}")


# anything that people are called and links carry; a lone surrogate has no bytes that could be signed
words = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
words = words | st.sampled_from(
    ["+", "%2B", "a=b&c", "'\"\\", "👨‍👩‍👧", "\r\n\t\x00", "ไทย", "%F0%9F", "＋", "\u2028", "\U0010ffff"]
)
values = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\n"), min_size=1, max_size=30)
names = st.from_regex(r"[a-z_]{1,12}", fullmatch=True).filter(
    # these have a form of their own, which is not what is tried here
    lambda name: name not in {"hash", "signature", "auth_date", "user", "receiver", "chat", "can_send_after"}
)
users = st.fixed_dictionaries(
    {"id": st.integers(1, 2**52 - 1), "first_name": words},
    optional={"last_name": words, "username": words, "language_code": words, "photo_url": words},
)


@st.composite
def launches(draw: st.DrawFn) -> dict[str, str]:
    """The fields of some launch, with fields that nobody knows yet."""
    user = json.dumps(draw(users), ensure_ascii=draw(st.booleans()))
    return {**draw(st.dictionaries(names, values, max_size=4)), "user": user, "auth_date": STAMP}


@given(launches(), st.booleans())
def test_what_we_sign_is_taken_by_us_and_by_both_peers(fields: dict[str, str], has_plus: bool) -> None:
    pairs = parse_qsl(signed(fields))
    text = urlencode(pairs, quote_via=quote_plus if has_plus else quote)
    assert init_data_py.is_valid_by_hash(text, TOKEN, now=NOW)
    assert web_app.check_webapp_signature(TOKEN, text)
    profile, user = read(text).profile, json.loads(fields["user"])
    assert (profile.telegram_id, profile.first_name) == (user["id"], user["first_name"])
    assert (profile.last_name, profile.username) == (user.get("last_name"), user.get("username"))


@given(launches())
def test_what_the_peer_signs_is_taken_by_us(fields: dict[str, str]) -> None:
    del fields["auth_date"]
    text = init_data_py.sign(fields, TOKEN, auth_date=NOW)
    assert read(text).profile.first_name == json.loads(fields["user"])["first_name"]


@given(launches())
def test_what_we_sign_for_third_parties_is_taken_by_us_and_by_both_peers(fields: dict[str, str]) -> None:
    # init-data-py asks for the hash as well
    text = signed(with_signature(fields, KEY))
    assert init_data_py.is_valid_by_signature(text, BOT_ID, public_key=PUBLIC, now=NOW)
    assert web_app_signature.check_webapp_signature(BOT_ID, text, PUBLIC)
    assert read(text, THIRD_PARTY) == read(text)


def test_what_the_sandbox_signs_is_taken_by_all(tmp_path: Path) -> None:
    world = World(Config(tmp_path, TOKEN), NOW.timestamp)
    world.open()
    person = User(7, str(ANNA["first_name"]), str(ANNA["last_name"]), "anna", "ru")
    text = sandbox_launch.init_data(world, person, start_param="ref_X1", query_id="AAF")
    keys = sandbox_launch.public_keys(world)
    public = bytes.fromhex(keys["ed25519_public_key"])
    assert keys["bot_id"] == BOT_ID
    launch = read(text)
    assert launch == read(text, by_public_key(BOT_ID, public.hex()))
    assert (launch.profile.last_name, launch.start_param, launch.referral_code) == (ANNA["last_name"], "ref_X1", "X1")
    assert init_data_py.is_valid_by_hash(text, TOKEN, now=NOW)
    assert web_app.check_webapp_signature(TOKEN, text)
    assert init_data_py.is_valid_by_signature(text, BOT_ID, public_key=public, now=NOW)
    assert web_app_signature.check_webapp_signature(BOT_ID, text, public)


@pytest.mark.parametrize("check", [OURS, THIRD_PARTY], ids=["token", "public key"])
def test_no_character_can_be_changed(check: Check) -> None:
    text = signed(with_signature(FIELDS, KEY))
    # the hash is not what a third party looks at, nor the token's holder at another spelling of the same fields
    unseen = {"hash"} if check is THIRD_PARTY else set()
    whole = seen(text, unseen)
    tampered = 0
    for place, char in enumerate(text):
        for other in ("", "0" if char != "0" else "1", char + "0", char.swapcase(), "&", "%", "+"):
            changed = text[:place] + other + text[place + 1 :]
            if seen(changed, unseen) == whole:
                continue
            refused(changed, check)
            tampered += 1
    assert tampered > 5 * len(text) - 5 * 64


def seen(text: str, unseen: set[str]) -> object:
    try:
        pairs = parse_qsl(text, keep_blank_values=True, strict_parsing=True, errors="strict")
    except ValueError:
        return "nothing"
    return sorted(pair for pair in pairs if pair[0] not in unseen)


@given(launches(), st.data())
def test_no_value_can_be_changed(fields: dict[str, str], data: st.DataObject) -> None:
    text = signed(fields)
    name = data.draw(st.sampled_from(sorted(fields)))
    other = data.draw(values | words)
    if other != fields[name]:
        assert refused(urlencode({**dict(parse_qsl(text)), name: other})) in ("not_authentic", "malformed")


def edited(edit: Mapping[str, str | None], base: Mapping[str, str] = FIELDS) -> str:
    """A launch that Telegram would have signed with other fields; None leaves one out."""
    return signed({name: value for name, value in {**base, **edit}.items() if value is not None})


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "not_authentic"),
        ("hash=", "not_authentic"),
        ("nothing", "malformed"),
        ("&", "malformed"),
        ("a=%FF&hash=00", "malformed"),
        ("user=\ud800&hash=00", "malformed"),
        (signed(FIELDS).replace("&", ";"), "not_authentic"),
        (signed(FIELDS) + "&", "malformed"),
        ("&".join(f"f{number}=1" for number in range(40)), "malformed"),
        (signed(FIELDS).partition("&hash=")[0], "not_authentic"),
        (signed(FIELDS).partition("&hash=")[0] + "&hash=", "not_authentic"),
        (signed(FIELDS).upper(), "not_authentic"),
        (signed(FIELDS, "434343:another-bot"), "not_authentic"),
        (signed(FIELDS, ""), "not_authentic"),
        (edited({"start_param": "x" * 9000}), "malformed"),
        (edited({"auth_date": None}), "auth_date"),
        (edited({"auth_date": ""}), "auth_date"),
        (edited({"auth_date": "now"}), "auth_date"),
        (edited({"auth_date": "-1"}), "auth_date"),
        (edited({"auth_date": "1e9"}), "auth_date"),
        (edited({"auth_date": "١٧٩٥٦٠٠٠٠٠"}), "auth_date"),
        (edited({"auth_date": "9" * 4000}), "auth_date"),
        (edited({"auth_date": STAMP + " "}), "auth_date"),
        (edited({"user": None}), "user"),
        (edited({"user": ""}), "user"),
        (edited({"user": "7"}), "user"),
        (edited({"user": "[" * 2000}), "user"),
        (edited({"user": '{"id": ' + "9" * 5000 + "}"}), "user"),
        (edited({"user": '{"id": "7", "first_name": "A"}'}), "user"),
        (edited({"user": '{"id": true, "first_name": "A"}'}), "user"),
        (edited({"user": '{"id": 7.0, "first_name": "A"}'}), "user"),
        (edited({"user": '{"id": NaN, "first_name": "A"}'}), "user"),
        (edited({"user": '{"id": null, "first_name": "A"}'}), "user"),
        (edited({"user": '{"first_name": "A"}'}), "user"),
        (edited({"user": '{"id": 7, "first_name": ["A"]}'}), "user"),
        (edited({"user": '{"id": 7, "first_name": "A", "is_bot": true}'}), "user"),
        (edited({"user": '{"id": 7, "first_name": "A"'}), "user"),
    ],
)
def test_what_is_wrong_is_named(text: str, reason: str) -> None:
    assert refused(text) == reason


@pytest.mark.parametrize("name", ["auth_date", "user", "start_param", "hash", "query_id"])
def test_a_doubled_field_is_refused_wherever_it_stands(name: str) -> None:
    text = signed(FIELDS)
    value = quote(dict(parse_qsl(text))[name])
    assert refused(f"{text}&{name}={value}") == refused(f"{name}={value}&{text}") == "malformed"
    assert refused(f"{text}&{name}=") == "malformed"
    assert refused(f"{text}&%{ord(name[0]):x}{name[1:]}={value}") == "malformed"


def test_an_empty_field_is_part_of_what_was_signed() -> None:
    # aiogram's helper drops it, and so would take one that was added
    assert read(edited({"start_param": ""})).start_param is None
    assert refused(signed(FIELDS) + "&premium=") == "not_authentic"
    assert refused(signed({**FIELDS, "premium": ""}).replace("&premium=", "")) == "not_authentic"


@pytest.mark.parametrize("check", [OURS, THIRD_PARTY], ids=["token", "public key"])
def test_a_launch_has_one_reading(check: Check) -> None:
    """What is signed are lines: two fields written as one field of two lines have the same hash."""
    text = signed(with_signature(FIELDS, KEY))
    fields = dict(parse_qsl(text))
    ours = sorted(name for name in fields if name != "hash")
    for first, second in pairwise(ours):
        joined = {name: value for name, value in fields.items() if name != second}
        joined[first] = f"{fields[first]}\n{second}={fields[second]}"
        assert refused(urlencode(joined), check) == "malformed"
    joined = {name: value for name, value in fields.items() if name != "user"}
    joined["user=" + fields["user"].partition("=")[0]] = fields["user"].partition("=")[2]
    assert refused(urlencode(joined), check) == "malformed"


def test_a_launch_is_known_again_in_every_spelling() -> None:
    text = signed(with_signature(FIELDS, KEY))
    pairs = parse_qsl(text)
    spelled = {
        urlencode(pairs),
        urlencode(pairs, quote_via=quote),
        urlencode(pairs[::-1]),
        urlencode(pairs, safe="{}:"),
        "&".join(f"{name}={''.join(f'%{byte:02x}' for byte in value.encode())}" for name, value in pairs),
    }
    assert len(spelled) == 5
    assert {read(one).digest for one in spelled} == {read(text).digest}
    # as a third party one need not have the hash, and knows the same launch all the same
    assert read(urlencode(dict(pairs) | {"hash": ""}), THIRD_PARTY).digest == read(text).digest
    others: list[dict[str, str | None]] = [
        {"query_id": "AAG"},
        {"auth_date": str(int(STAMP) - 1)},
        {"start_param": None},
    ]
    assert len({read(edited(edit)).digest for edit in ({}, *others)}) == 4


@pytest.mark.parametrize(
    ("age_s", "outcome"),
    [
        (0, None),
        (3600, None),
        (3600.999, None),
        (3601, "init_data_expired"),
        (10**9, "init_data_expired"),
        (-60, None),
        (-61, "future"),
        (-(10**9), "future"),
    ],
)
@pytest.mark.parametrize("check", [OURS, THIRD_PARTY], ids=["token", "public key"])
def test_how_old_a_launch_may_be(check: Check, age_s: float, outcome: str | None) -> None:
    text, now = signed(with_signature(FIELDS, KEY)), NOW + timedelta(seconds=age_s)
    if outcome is None:
        assert read(text, check, now).profile.telegram_id == 7
    else:
        assert refused(text, check, now) == outcome


@pytest.mark.parametrize("signature", ["", "AA", "é", "=", "A" * 86, "A" * 87, "A" * 4000, "+/" * 43])
def test_what_is_no_signature_is_refused(signature: str) -> None:
    assert refused(signed({**FIELDS, "signature": signature}), THIRD_PARTY) == "not_authentic"


def test_a_signature_is_for_one_bot_by_one_key() -> None:
    text = signed(with_signature(FIELDS, KEY))
    other = Ed25519PrivateKey.from_private_bytes(bytes(32)).public_key().public_bytes_raw().hex()
    assert refused(text, by_public_key(BOT_ID + 1, PUBLIC.hex())) == "not_authentic"
    assert refused(text, by_public_key(BOT_ID, other)) == "not_authentic"
    assert refused(text, by_public_key(BOT_ID, TELEGRAM_PUBLIC_KEY)) == "not_authentic"
    assert refused(signed(FIELDS), THIRD_PARTY) == "not_authentic"
    assert bytes.fromhex(TELEGRAM_PUBLIC_KEY) == web_app_signature.PRODUCTION_PUBLIC_KEY

"""Telegram's HTML: text, entities by UTF-16 offsets, and its very errors."""

from typing import Any

import pytest
from aiogram.types import MessageEntity
from aiogram.utils.text_decorations import html_decoration

from sandbox.telegram.errors import BotApiRefusal
from sandbox.telegram.html import parse_html, utf16_length
from sandbox.telegram.text import formatted, person_text


@pytest.mark.parametrize(
    ("source", "text", "entities"),
    [
        ("<b>a</b>b", "ab", [("bold", 0, 1)]),
        ("😀<i>я</i>", "😀я", [("italic", 2, 1)]),
        ("<b>a<i>b</i></b>", "ab", [("bold", 0, 2), ("italic", 1, 1)]),
        ("<strong>a</STRONG>", "a", [("bold", 0, 1)]),
        ("<b></b>x", "x", []),
        ("1 &lt; 2 &amp;&amp; &quot;q&quot; &#65;&#x1F600; &nbsp;", '1 < 2 && "q" A😀 &nbsp;', []),
        ('<span class="tg-spoiler">s</span>', "s", [("spoiler", 0, 1)]),
        ("<blockquote expandable>q</blockquote>", "q", [("expandable_blockquote", 0, 1)]),
        ("<code>a<b", None, []),
    ],
)
def test_text_and_entities(source: str, text: str | None, entities: list[tuple[str, int, int]]) -> None:
    if text is None:
        with pytest.raises(BotApiRefusal):
            parse_html(source)
        return
    parsed, found = parse_html(source)
    assert parsed == text
    assert [(entity["type"], entity["offset"], entity["length"]) for entity in found] == entities


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("<b>a", "Can't find end tag corresponding to start tag b"),
        ("я<x>a</x>", 'Unsupported start tag "x" at byte offset 2'),
        ("a < b", 'Unsupported start tag "" at byte offset 2'),
        ("<b>a</i>", 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'),
        ("a</b>", "Unexpected end tag at byte offset 1"),
        ("<b", "Unclosed start tag at byte offset 0"),
        ('<a href="x', "Unclosed start tag at byte offset 0"),
        ("<b>a</b", "Unclosed end tag at byte offset 4"),
        ("<a href>x</a>", 'Expected equal sign in declaration of an attribute of the tag "a" at byte offset 0'),
        ('<span class="x">a</span>', 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ('<tg-emoji emoji-id="x">a</tg-emoji>', "Invalid custom emoji identifier specified"),
    ],
)
def test_errors_are_those_of_telegram(source: str, words: str) -> None:
    with pytest.raises(BotApiRefusal) as refused:
        parse_html(source)
    assert refused.value.description == f"Bad Request: can't parse entities: {words}"


@pytest.mark.parametrize(
    "source",
    [
        '<b>bold <i>both 😀</i></b> <u>u</u> <s>s</s> <a href="https://a.io/?x=1&amp;y=2">link</a>',
        "<pre>x &lt; 1</pre> <code>c</code>",
        "<blockquote>q\nr</blockquote> <tg-spoiler>hidden</tg-spoiler>",
        '<tg-emoji emoji-id="5368324170671202286">👍</tg-emoji>',
        '<tg-time unix="1647531900" format="wDT">soon</tg-time>',
    ],
)
def test_what_aiogram_writes_is_read_back(source: str) -> None:
    text, entities = parse_html(source)
    again = html_decoration.unparse(text, [MessageEntity(**entity) for entity in entities])
    assert parse_html(again) == (text, entities)
    assert entities


def test_language_of_a_block() -> None:
    entity = {"type": "pre", "offset": 0, "length": 1, "language": "python"}
    assert parse_html('<pre><code class="language-python">x</code></pre>') == ("x", [entity])
    assert parse_html('<code class="language-python">x</code>') == ("x", [{"type": "code", "offset": 0, "length": 1}])


def test_spaces_around_go_and_entities_follow() -> None:
    text, entities = formatted("  \n a <b>b </b>\n\n", "HTML")
    assert text == "a b"
    assert entities == [{"type": "bold", "offset": 2, "length": 1}]
    assert formatted(" \n ", None) == ("", [])


def test_what_telegram_finds_itself() -> None:
    text, entities = person_text("/help@bot_x 😀 @ann #win https://a.io/x. /5/6 mail@a.io")
    found: list[tuple[Any, str]] = []
    for entity in entities:
        data = text.encode("utf-16-le")[2 * entity["offset"] : 2 * (entity["offset"] + entity["length"])]
        found.append((entity["type"], data.decode("utf-16-le")))
    assert found == [
        ("bot_command", "/help@bot_x"),
        ("mention", "@ann"),
        ("hashtag", "#win"),
        ("url", "https://a.io/x"),
        ("email", "mail@a.io"),
    ]
    assert utf16_length("😀") == 2


@pytest.mark.parametrize(
    ("mode", "words"), [("MarkdownV2", "this sandbox does not read Markdown"), ("xml", "unsupported parse_mode")]
)
def test_other_modes_are_refused(mode: str, words: str) -> None:
    with pytest.raises(BotApiRefusal, match=words):
        formatted("a", mode)

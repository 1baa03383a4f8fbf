"""A proof as the files that a chat is sent."""

from collections.abc import AsyncGenerator
from uuid import UUID

from aiogram import Bot
from aiogram.types import BufferedInputFile, InputFile

from bot.texts import Texts
from core.app import App
from core.raffles.proof_files import EntriesCsv, entries_csv, proof_json

LARGEST_UPLOAD_BYTES = 10 * 1000 * 1000
"""Telegram takes 50 MB of a bot, but a press is handled within seconds, and a call that failed is made again."""


class _Listed(InputFile):
    """entries.csv, made while it is sent."""

    def __init__(self, listed: EntriesCsv) -> None:
        super().__init__(filename="entries.csv")
        self._listed = listed

    async def read(self, bot: Bot) -> AsyncGenerator[bytes, None]:
        """The file from its beginning, also when it is sent again."""
        async for lines in self._listed.lines():
            yield lines


async def send_proof(app: App, bot: Bot, t: Texts, chat_id: int, raffle_id: UUID) -> None:
    """Send proof.json, and entries.csv where it stands beside it; or where that is, if it is too large for a chat.

    Raises NotFound where there is no proof yet, and Busy.
    """
    proof = BufferedInputFile(await proof_json(app.context, raffle_id), "proof.json")
    listed = await entries_csv(app.context, raffle_id)
    await bot.send_document(chat_id, proof, caption=t("proof-file-caption"))
    if not listed.stands_apart:
        return
    if listed.most_bytes <= LARGEST_UPLOAD_BYTES:
        await bot.send_document(chat_id, _Listed(listed))
        return
    text, site = t("proof-entries-elsewhere"), app.context.settings.public_url
    await bot.send_message(chat_id, f"{text}\n{site}/api/v1/raffles/{raffle_id}/entries.csv" if site else text)

"""Marketing goes to nobody who has not asked: asking is a consent and a switch, stopping takes both back at once."""

from core.accounts.give_consent import give_consent, withdraw_consent
from core.accounts.kinds import Document
from core.accounts.views import ConsentView
from core.kernel.actor import Actor, allow
from core.kernel.context import Transaction
from core.notifications.kinds import Category
from core.notifications.set_preferences import PreferencesChange, set_preferences
from core.notifications.views import Switch


@allow(player=True)
async def ask_for_marketing(
    tx: Transaction, actor: Actor, version: int, *, document_hash: bytes, locale: str
) -> ConsentView:
    """Record the consent to the text that was shown; marketing is sent from now on. Gives and raises what
    `give_consent` does."""
    consent = await give_consent(tx, actor, Document.MARKETING, version, document_hash=document_hash, locale=locale)
    await set_preferences(tx, actor, PreferencesChange({Category.MARKETING: Switch(inbox=True, telegram=True)}))
    return consent


@allow(player=True)
async def stop_marketing(tx: Transaction, actor: Actor) -> None:
    """Take the consent back; what waits to be sent is not sent any more. Open to everybody who has a row."""
    await withdraw_consent(tx, actor, Document.MARKETING)
    await set_preferences(tx, actor, PreferencesChange({Category.MARKETING: Switch(inbox=False, telegram=False)}))

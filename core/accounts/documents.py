"""The documents that players agree to, as every door shows them: the hash of this very text goes into the consent."""

import html

from core.accounts.configuration import DOCUMENT_VERSIONS
from core.accounts.kinds import Document
from core.accounts.rules import MINIMUM_AGE, check_language
from core.accounts.views import ShownDocument
from core.audit.configuration import read_config
from core.kernel.context import Transaction
from core.kernel.texts import text


async def show_document(tx: Transaction, document: Document, language: str) -> ShownDocument:
    """The current version of a document in a language. Raises InvalidInput for a language that we do not speak."""
    version = await read_config(tx, DOCUMENT_VERSIONS[document])
    check_language(language)
    operator = tx.context.settings.operator_name or text(language, "document-no-operator")
    escaped = html.escape(operator, quote=False)
    said = text(language, f"document-{document}", version=version, operator=escaped, minimum_age=MINIMUM_AGE)
    return ShownDocument(document, version, language, said)

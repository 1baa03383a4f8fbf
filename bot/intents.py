"""Ids of open dialogs that do not collide.

aiogram-dialog makes them of the second and one of a hundred numbers. Of two dialogs opened in one step, such as home
and a section on top of it, one in a hundred would overwrite the other, and Back would lead nowhere.
"""

import secrets

from aiogram_dialog.api.entities import stack

_IDS = 62**6
"""As long as the library's own, which stand in the 64 bytes of every button."""


def widen_ids() -> None:
    """Let the library draw from all ids of that length. A second call changes nothing."""
    stack.new_int_id = lambda: secrets.randbelow(_IDS)

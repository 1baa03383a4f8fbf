"""How Python looks for garbage in a process that stays: what was loaded at the start is none, and is not looked at."""

import gc

_YOUNG = 10_000
"""Objects made since the last look that make a look worth it; one request alone makes some hundreds."""


def spare_what_is_loaded() -> None:
    """Leave everything that is there now out of each later search for cycles.

    Modules and mapped tables are some hundred thousand objects, and walking them took a sixth of a busy process. To be
    called once, when a process is composed.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(_YOUNG, *gc.get_threshold()[1:])

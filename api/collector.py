"""The garbage collector of a server: what lives as long as the process is not gone through again and again."""

import gc
from typing import Final

_YOUNG: Final = 50_000
_MIDDLE: Final = 20
_OLD: Final = 50


def calm_collector() -> None:
    """Set aside what start-up made, and look for cycles less often.

    A batch of statements makes some hundred thousand objects that all go away by themselves; with the interpreter's
    own thresholds a sixth of the server's time went into searching them for cycles (docs/performance.md).
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(_YOUNG, _MIDDLE, _OLD)

"""What only the audit of a whole log can find wrong; the rest of the tree is ``verify.errors``.

* ``MalformedError``
    * ``ResourceMissingError``
* ``DoesNotProveError``
    * ``TimeWentBackError``, ``RootMismatchError``, ``TileMismatchError``, ``EntryMismatchError``, ``ItemUnknownError``
"""

from verify.errors import DoesNotProveError, MalformedError


class ResourceMissingError(MalformedError):
    """The log does not serve a resource that its checkpoint promises."""

    code = "resource-missing"


class TimeWentBackError(DoesNotProveError):
    """An entry is older than the one before."""

    code = "time-went-back"


class RootMismatchError(DoesNotProveError):
    """The tiles add up to another root than the checkpoint's."""

    code = "root-mismatch"


class TileMismatchError(DoesNotProveError):
    """A tile does not fit the hash that stands for it above."""

    code = "tile-mismatch"


class EntryMismatchError(DoesNotProveError):
    """An entry does not fit its hash in the leaf tile."""

    code = "entry-mismatch"


class ItemUnknownError(DoesNotProveError):
    """A fact names a catalogue item that was not published before."""

    code = "item-unknown"

"""What is checked before a writer writes: it is the right log, and it has not forgotten anything that was promised."""

from ledger.log.errors import RESTORE, WAYS_OUT, LogStoppedError, WrongLogError
from ledger.log.high_water import HighWaterMark, Mark
from ledger.log.questions import Questions
from ledger.log.store import LogRow, LogStore
from ledger.log.tree import Tree
from ledger.private_tags import TagKey

CHECK_TAG = "chengjian/tag-check/v1"
"""The fixed tag whose digest stands in the log's row, and shows a wrong tag key."""


def root_differs(size: int) -> LogStoppedError:
    """Make the error for a database whose entries do not give the root that it stores."""
    return LogStoppedError(
        f"数据库在 {size} 处的根哈希与其记录不符", f"the database's root at size {size} does not fit its entries"
    )


class Reconciler:
    """Compares a database with what its writer knows from elsewhere, at start and after every new connection."""

    def __init__(self, store: LogStore, mark: HighWaterMark, origin: str, kind: str, tag_key: TagKey) -> None:
        """Keep what is compared.

        Args:
            store: The database.
            mark: The high-water mark.
            origin: Of the log that is to be written.
            kind: Of its entries.
            tag_key: Digests its tags.
        """
        self._store = store
        self._mark = mark
        self._row = LogRow(origin, kind, tag_key.digest(CHECK_TAG))

    def run(self) -> Tree:
        """Compare, raise the mark to the database if that is ahead, and give the tree to write on.

        Raises:
            WrongLogError: The database holds another log.
            LogStoppedError: The database is behind the mark or differs from it, or its rows do not give its root.
        """
        self._store.begin()
        self._check_log()
        self._store.ask(Questions())
        state = self._store.answers(Questions()).state
        tree = self.load(state.size)
        if tree.root != state.root:
            raise LogStoppedError(
                f"数据库在 {state.size} 处的根哈希与其记录不符",
                f"the database's root at size {state.size} does not fit its entries",
            )
        self._mark.open(may_create=state.size == 0)
        self._check_mark(self._mark.read(), tree)
        self._store.commit()
        self._mark.advance(Mark(tree.size, tree.root))
        return tree

    def load(self, size: int) -> Tree:
        """Rebuild the edge of a tree from the stored rows.

        Raises:
            LogStoppedError: Rows are missing.
        """
        try:
            return Tree(size, self._store.edge(size))
        except ValueError as error:
            raise LogStoppedError(f"数据库缺少 {size} 之前的记录", f"rows before size {size} are missing") from error

    def _check_log(self) -> None:
        row = self._store.log_row()
        if row is None:
            self._store.make_log(self._row)
        elif row.origin != self._row.origin:
            raise WrongLogError(f"数据库属于 {row.origin}", f"it is of origin {row.origin}")
        elif row.kind != self._row.kind:
            raise WrongLogError(f"数据库的记录类型是 {row.kind}", f"its entries are of kind {row.kind}")
        elif row.tag_check != self._row.tag_check:
            raise WrongLogError("标签密钥不同", "its tags were digested under another key")

    def _check_mark(self, mark: Mark, tree: Tree) -> None:
        if mark.size > tree.size:
            raise LogStoppedError(
                f"数据库只有 {tree.size} 条，而已承诺 {mark.size} 条",
                f"the database is at size {tree.size}, but size {mark.size} was promised",
                mend=WAYS_OUT if tree.size else RESTORE,
            )
        if mark.size < tree.size:
            tree = self.load(mark.size)
        if mark.root != tree.root:
            raise LogStoppedError(
                f"数据库在 {mark.size} 处的内容与已承诺的不同",
                f"the database differs at size {mark.size} from what was promised",
            )

"""What the person corrected in the engines' work, as the library keeps it."""

from __future__ import annotations

from reader.library import codec, failures, mendcodec, statements
from reader.library.base import Store, now
from reader.model.corrections import Change, RefusedName, SavedCorrection


class Corrections(Store):
    """Corrections of articles, and the names that no article shall show."""

    def corrections(self, article_id: str) -> tuple[SavedCorrection, ...]:
        """What the person corrected in an article, in the order in which it is applied."""
        found = self._rows(statements.CORRECTIONS, (article_id,))
        with failures.told(self._place):
            return tuple(
                SavedCorrection(
                    codec.from_column(id_),
                    codec.number_from(number),
                    mendcodec.correction_from(codec.from_column(payload)),
                )
                for id_, number, payload in found
            )

    def save_correction(self, article_id: str, correction: SavedCorrection) -> None:
        """Keep one correction; its article need not be here yet."""
        self.mend(article_id, Change(added=(correction,)))

    def delete_correction(self, article_id: str, correction: SavedCorrection) -> None:
        """Forget one correction; nothing where it is not here."""
        self.mend(article_id, Change(removed=(correction,)))

    def refused_names(self) -> tuple[RefusedName, ...]:
        """The names that no article shall show, those refused first before the others."""
        found = self._rows(statements.REFUSED_NAMES)
        with failures.told(self._place):
            return tuple(codec.refused_name_from(name, kind) for name, kind in found)

    def refuse_name(self, name: RefusedName) -> None:
        """Show this name in no article any more."""
        self.mend("", Change(refused=(name,)))

    def allow_name(self, name: RefusedName) -> None:
        """Show this name again, however it was spelled when it was refused."""
        self.mend("", Change(allowed=(name,)))

    def mend(self, article_id: str, change: Change) -> None:
        """Keep all of one change to what is corrected, or nothing of it."""
        instant = now()
        added = [
            (
                each.id,
                article_id,
                each.number,
                codec.to_column(mendcodec.correction_payload(each.correction)),
                instant,
            )
            for each in change.added
        ]
        with self._saving():
            execute = self._connection.execute
            for each in change.removed:
                execute(statements.DELETE_CORRECTION, (each.id,))
            for row in added:
                execute(statements.SAVE_CORRECTION, row)
            for name in change.allowed:
                kind, folded = name.folded
                execute(statements.ALLOW_NAME, (kind.value, codec.to_column(folded)))
            for name in change.refused:
                kind, folded = name.folded
                values = (kind.value, codec.to_column(folded), codec.to_column(name.name), instant)
                execute(statements.REFUSE_NAME, values)

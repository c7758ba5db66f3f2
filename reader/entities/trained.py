"""The engine with a trained tagger: the network says where names are, the lists and the article who they are."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Protocol

from reader.cancel import CancelToken
from reader.entities.assembly import assemble
from reader.entities.document import SecondPass
from reader.entities.evidence import Evidence
from reader.entities.persons import closed_tokens
from reader.entities.phrases import PhraseFinder
from reader.entities.pieces import Pieces
from reader.entities.prepared import APART, GLUED, Prepared
from reader.entities.tagged import TaggedNames, TaggedPhrases
from reader.entities.tagger.features import Features
from reader.entities.tagger.model import Model, Tagging
from reader.entities.titles import Titles
from reader.entities.words import Is
from reader.errors import ReaderError
from reader.model import Article, Reading
from reader.model.reading import EngineInfo
from reader.paths import resource

_RULES = "3"
"""What is found around the tagger's names has a version too: one more whenever the same tags give another reading."""


class Tagger(Protocol):
    """Says where names are; a network of ours, or somebody else's."""

    version: str

    def tag(self, doc: Prepared) -> Tagging:
        """The names of a text.

        Raises:
            CancelledError: the text's token was cancelled.
        """
        ...


class OwnTagger:
    """The tagger that comes with the program, or one of the same form in another folder."""

    def __init__(self, folder: Path | None = None) -> None:
        self._model = Model.load(folder or _own())
        self.version = self._model.about.version

    def tag(self, doc: Prepared) -> Tagging:
        """The names of a text; raises `CancelledError`."""
        breaks = [at for at, join in enumerate(doc.joins) if join == APART]
        spaced = [join != GLUED for join in doc.joins]
        return self._model.tag(doc.words, spaced, breaks, Features(doc.lexicon), doc.cancel)


def _own() -> Path:
    """The folder of the program's own model; where an installation lacks it, its name all the same."""
    try:
        return resource("models")
    except FileNotFoundError as missing:
        raise ReaderError(
            "There is no model in {folder}.",
            "Install Reader again, or choose another folder.",
            folder="resources/models",
        ) from missing


class TrainedEngine:
    """Reads with the tagger in `folder` (None: the program's own), which is loaded with the first article.

    Reading is safe from several threads.
    """

    name = "tagger"

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder
        self._tagger: Tagger | None = None
        self._lock = threading.Lock()

    def prepare(self) -> Tagger:
        """Load the model, if that has not been done.

        Raises:
            ReaderError: it is missing, damaged, or of another version of Reader.
        """
        with self._lock:
            if self._tagger is None:
                self._tagger = OwnTagger(self._folder)
            return self._tagger

    @property
    def version(self) -> str:
        """The model's version and that of the rules round it; raises what `prepare` raises."""
        return f"{self.prepare().version}-{_RULES}"

    def read(self, article: Article, cancel: CancelToken) -> Reading:
        """Everything that was found.

        Raises:
            ReaderError: the model cannot be loaded.
            CancelledError: the token was cancelled.
        """
        return understand(article, cancel, self.prepare(), EngineInfo(self.name, self.version))


def understand(article: Article, cancel: CancelToken, tagger: Tagger, engine: EngineInfo) -> Reading:
    """The reading of an article whose names `tagger` finds; raises what `tagger` raises."""
    doc = Prepared(article, cancel)
    tagging = Pieces(doc).joined(tagger.tag(doc))
    listed = PhraseFinder(doc).find()
    found = TaggedPhrases(doc, tagging).find(listed)
    covered = {token: phrase for phrase in found for token in range(phrase.first, phrase.last + 1)}
    for token in covered:
        doc.flags[token] &= ~Is.STOP  # וואלה! חדשות ends no sentence
    titles = Titles(doc, covered)
    evidence = Evidence(doc, titles)
    names = TaggedNames(doc, tagging, evidence, found, listed).find()
    closed = closed_tokens(doc, found)
    people = SecondPass(doc, evidence, closed, covered, tagging.person).run(names)
    return assemble(doc, people, found, covered, titles, engine)

"""The engine that needs no model: lexicons, context, and a second pass over the whole article."""

from __future__ import annotations

from reader.cancel import CancelToken
from reader.entities.assembly import assemble
from reader.entities.document import SecondPass
from reader.entities.evidence import Evidence
from reader.entities.persons import PersonFinder
from reader.entities.phrases import PhraseFinder
from reader.entities.prepared import Prepared
from reader.entities.titles import Titles
from reader.entities.words import Is
from reader.model import Article, Reading
from reader.model.reading import EngineInfo


class LexiconEngine:
    """Reads any article at once; the engine of last resort where a trained one cannot run."""

    name = "lexicon"
    version = "3"

    def read(self, article: Article, cancel: CancelToken) -> Reading:
        """Everything that the rules found.

        Raises:
            CancelledError: the token was cancelled.
        """
        doc = Prepared(article, cancel)
        found = PhraseFinder(doc).find()
        covered = {token: phrase for phrase in found for token in range(phrase.first, phrase.last + 1)}
        for token in covered:
            doc.flags[token] &= ~Is.STOP  # וואלה! חדשות ends no sentence
        titles = Titles(doc, covered)
        evidence = Evidence(doc, titles)
        finder = PersonFinder(doc, found, titles, evidence)
        people = SecondPass(doc, evidence, finder.closed, covered).run(finder.find())
        return assemble(doc, people, found, covered, titles, EngineInfo(self.name, self.version))

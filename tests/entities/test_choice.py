"""Which engine reads: the one that was chosen, or else the one that always can, and why is said once."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from reader import entities, plugins
from reader.cancel import CancelledError, CancelToken
from reader.entities import EngineInUse, LexiconEngine, registry
from reader.entities.tagger.features import SIZE
from reader.entities.tagger.model import FORM
from reader.errors import ReaderError
from reader.model import Article, Reading
from reader.model.choice import BEST, EngineChoice
from reader.model.reading import EngineInfo
from tests.entities import marked

ARTICLE = marked.article("דן כהן הגיע לירושלים.")


class Plugged:
    """A plug-in that counts what is asked of it."""

    name = "plugged"

    def __init__(self) -> None:
        self.prepared = 0

    def prepare(self) -> None:
        self.prepared += 1

    def read(self, article: Article, cancel: CancelToken) -> Reading:
        return Reading(article, (), (), (), (), EngineInfo(self.name, "7"))


class Shelf:
    """A plug-in that reads with the model in a folder."""

    name = "shelf"

    def takes(self, folder: Path) -> bool:
        return (folder / "shelf").is_file()

    def open(self, folder: Path) -> Plugged:
        if (folder / "shelf").read_text("utf-8") != "whole":
            raise ReaderError("The model in {folder} is damaged.", folder=folder)
        return Plugged()


Plug = Callable[..., None]


@pytest.fixture
def plug(monkeypatch: pytest.MonkeyPatch) -> Plug:
    """Install these objects as plug-ins."""

    def install(*made: object) -> None:
        monkeypatch.setattr(plugins, "load", lambda group: (list(made), []))

    install()
    return install


def read(
    choice: EngineChoice, use: EngineInUse | None = None, article: Article = ARTICLE
) -> tuple[str, list[str]]:
    """The name of the engine that read, and what it had to say."""
    said: list[ReaderError] = []
    reading = (use or EngineInUse()).read(article, CancelToken(), choice, said.append)
    return reading.engine.name, [error.full for error in said]


def test_a_plug_in_is_chosen_by_its_name_and_made_ready_once(plug: Plug) -> None:
    plugged = Plugged()
    plug(plugged)
    use = EngineInUse()
    for _ in range(3):
        assert read(EngineChoice("plugged"), use) == ("plugged", [])
    assert plugged.prepared == 1
    use.forget()
    read(EngineChoice("plugged"), use)
    assert plugged.prepared == 2


def test_the_first_engine_can_be_chosen_too_and_needs_nothing(plug: Plug) -> None:
    assert read(EngineChoice("lexicon")) == ("lexicon", [])


def test_without_a_choice_the_best_engine_that_runs_reads(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "BUILT_IN", {"best": Plugged, "lexicon": LexiconEngine})
    assert read(BEST) == ("plugged", [])

    def missing() -> Plugged:
        raise ImportError("No module named 'onnxruntime'")

    monkeypatch.setattr(registry, "BUILT_IN", {"best": missing, "lexicon": LexiconEngine})
    name, said = read(BEST)
    assert name == "lexicon"
    assert said == [
        "The engine best cannot run on this computer: No module named 'onnxruntime'. "
        "Install Reader again, or choose another engine. Until then people are found by word lists alone."
    ]
    found, broken = entities.engines()
    assert [type(engine) for engine in found] == [LexiconEngine]
    assert len(broken) == 1


def test_a_model_in_a_folder_is_read_with_by_whoever_takes_it(plug: Plug, tmp_path: Path) -> None:
    plug(Shelf())
    (tmp_path / "shelf").write_text("whole", "utf-8")
    assert read(EngineChoice(model=str(tmp_path))) == ("plugged", [])
    assert read(EngineChoice("shelf", str(tmp_path))) == ("plugged", [])
    entities.check_model(str(tmp_path))


def test_why_another_engine_reads_is_said_once_however_many_articles_come(plug: Plug, tmp_path: Path) -> None:
    plug(Shelf())
    (tmp_path / "shelf").write_text("cut", "utf-8")
    use, choice = EngineInUse(), EngineChoice(model=str(tmp_path))
    name, said = read(choice, use)
    assert name == "lexicon"
    assert said == [f"The model in {tmp_path} is damaged. Until then people are found by word lists alone."]
    assert read(choice, use) == read(choice, use) == ("lexicon", [])
    use.forget()  # the person chose it again
    assert len(read(choice, use)[1]) == 1
    (tmp_path / "shelf").write_text("whole", "utf-8")
    use.forget()
    assert read(choice, use) == ("plugged", [])


@pytest.mark.parametrize(
    ("choice", "sentence"),
    [
        (EngineChoice("gone"), "There is no engine called gone."),
        (EngineChoice("shelf"), "The engine shelf needs a model."),
        (EngineChoice(model="/no/such/folder"), "There is no model in /no/such/folder."),
        (EngineChoice("shelf", "/no/such/folder"), "There is no model in /no/such/folder."),
        (EngineChoice(model="."), "None of the engines can read with what is in .."),
    ],
)
def test_a_choice_that_cannot_be_met_is_one_sentence_and_the_people_are_found(
    plug: Plug, choice: EngineChoice, sentence: str
) -> None:
    plug(Shelf())
    name, said = read(choice)
    assert name == "lexicon"
    assert len(said) == 1
    assert said[0].startswith(sentence)


def test_a_folder_that_no_engine_takes_is_refused_before_it_is_chosen(plug: Plug, tmp_path: Path) -> None:
    with pytest.raises(ReaderError, match="None of the engines"):
        entities.check_model(str(tmp_path))
    with pytest.raises(ReaderError, match="There is no model"):
        entities.check_model(str(tmp_path / "gone"))


@pytest.mark.parametrize(
    ("about", "sentence"),
    [
        ("{", "The model in {} is damaged."),
        ("[]", "The model in {} is of another version of Reader."),
        ('{"form": 0}', "The model in {} is of another version of Reader."),
        ('{"form": %d, "features": %d}', "The model in {} is damaged."),
    ],
)
def test_a_model_of_ours_that_is_cut_short_or_of_another_version_says_so(
    tmp_path: Path, about: str, sentence: str
) -> None:
    content = about % (FORM, SIZE) if "%" in about else about
    (tmp_path / "model.json").write_text(content, "utf-8")
    for choice in (EngineChoice(model=str(tmp_path)), EngineChoice("tagger", str(tmp_path))):
        use = EngineInUse()
        name, said = read(choice, use)
        assert name == "lexicon"
        assert len(said) == 1
        assert said[0].startswith(sentence.format(tmp_path))
        assert read(choice, use) == ("lexicon", [])


def test_a_plug_in_that_raises_is_said_once_and_the_first_engine_reads(plug: Plug) -> None:
    class Raises(Plugged):
        def read(self, article: Article, cancel: CancelToken) -> Reading:
            raise KeyError("labels")

    plug(Raises())
    use = EngineInUse()
    name, said = read(EngineChoice("plugged"), use)
    assert name == "lexicon"
    assert said[0].startswith("The engine plugged failed: 'labels'.")
    assert read(EngineChoice("plugged"), use) == ("lexicon", [])


def test_a_plug_in_that_does_not_start_or_gives_something_else_is_replaced(plug: Plug) -> None:
    class Unready(Plugged):
        def prepare(self) -> None:
            raise RuntimeError

    class Odd(Plugged):
        def read(self, article: Article, cancel: CancelToken) -> Reading:
            return None  # type: ignore[return-value]

    for kind in (Unready, Odd):
        plug(kind())
        name, said = read(EngineChoice("plugged"))
        assert name == "lexicon"
        assert said[0].startswith("The engine plugged failed: ")


def test_a_bug_of_our_own_is_not_taken_for_a_trouble(monkeypatch: pytest.MonkeyPatch) -> None:
    class Buggy(Plugged):
        def read(self, article: Article, cancel: CancelToken) -> Reading:
            raise KeyError("ours")

    monkeypatch.setattr(registry, "BUILT_IN", {"best": Buggy, "lexicon": LexiconEngine})
    with pytest.raises(KeyError):
        read(BEST)


def test_a_stopped_reading_is_stopped_and_not_read_again_by_another_engine(plug: Plug) -> None:
    class Stopped(Plugged):
        def read(self, article: Article, cancel: CancelToken) -> Reading:
            cancel.cancel()
            cancel.check()
            raise AssertionError("it was not stopped")

    plug(Stopped())
    with pytest.raises(CancelledError):
        read(EngineChoice("plugged"))


def test_who_waits_for_another_thread_that_loads_the_engine_can_be_stopped(plug: Plug) -> None:
    loading, may_end = threading.Event(), threading.Event()

    class Slow(Plugged):
        def prepare(self) -> None:
            loading.set()
            may_end.wait(20)

    plug(Slow())
    use, choice = EngineInUse(), EngineChoice("plugged")
    first = threading.Thread(target=read, args=(choice, use))
    first.start()
    assert loading.wait(20)
    token = CancelToken()
    token.cancel()
    with pytest.raises(CancelledError):
        use.read(ARTICLE, token, choice)
    may_end.set()
    first.join()
    assert read(choice, use) == ("plugged", [])


def test_plug_ins_stand_after_ours_and_no_two_have_one_name(plug: Plug) -> None:
    class Nameless:
        def read(self, article: Article, cancel: CancelToken) -> Reading:
            raise NotImplementedError

    class Lexicon(Plugged):
        name = "lexicon"

    plug(Nameless(), Lexicon(), Shelf(), "no engine")
    found, broken = entities.engines()
    assert isinstance(found[-3], LexiconEngine)
    assert [type(engine) for engine in found[-2:]] == [Nameless, Lexicon]
    assert [str(error) for error in broken] == ["The plug-in str is not an engine: it cannot read articles."]
    assert entities.names()[-3:] == ("Nameless", "lexicon-2", "shelf")

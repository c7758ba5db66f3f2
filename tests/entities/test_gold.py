"""The engine is held to what it reached on articles marked by hand; a change that makes it worse fails here.

`articles` were looked at while the rules were made, `heldout` were not, so their floors are lower.
"""

from __future__ import annotations

import pytest

from reader.cancel import CancelToken
from reader.entities import engine
from tests.entities import gold

FLOORS = {"articles": (0.97, 0.98, 0.97), "heldout": (0.93, 0.97, 0.80)}


@pytest.mark.parametrize("folder", FLOORS)
def test_people_are_found_and_told_apart_as_well_as_before(folder: str) -> None:
    articles = gold.load(folder)
    assert len(articles) >= 4
    reached = gold.score((one, engine().read(one.article, CancelToken())) for one in articles)
    mentions, clusters, names = FLOORS[folder]
    figures = f"mentions {reached.mention_f1:.3f}, B³ {reached.b_cubed:.3f}, named {reached.naming:.3f}"
    assert reached.mention_f1 >= mentions, f"{figures}\n" + "\n".join(reached.wrong)
    assert reached.b_cubed >= clusters, figures
    assert reached.naming >= names, figures


def test_the_yardstick_measures() -> None:
    """A reading that finds nothing is worth nothing, one that is right is worth all."""
    one = gold.load("articles")[0]
    reading = engine().read(one.article, CancelToken())
    empty = type(reading)(reading.article, (), (), (), (), reading.engine)
    assert gold.score([(one, empty)]).mention_f1 == 0.0
    assert 0 < gold.score([(one, reading)]).mention_f1 <= 1.0

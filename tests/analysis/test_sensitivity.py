import pandas as pd
import pytest
from hypothesis import given, settings

from tests.analysis.rating_tables import CODES, ratings, tables
from workbook.analysis.evidence import SCHEMES
from workbook.analysis.hypotheses import ranking
from workbook.analysis.sensitivity import pivotal, sensitivity

PINNED = ratings([("a", ["C", "II", "I"]), ("b", ["C", "C", "I"]), ("c", ["I", "N", "C"])], ["h1", "h2", "h3"])


def placed(table: pd.DataFrame) -> dict[str, int]:
    """Ranks by hypothesis; untested ones left out."""
    return table.dropna(subset="rank").set_index("hypothesis")["rank"].to_dict()


def test_the_removals_that_matter_are_found():
    # points as it is: h1 1, h2 2, h3 2; without a: 1, 0, 1; without b: 1, 2, 1; without c: 0, 2, 2
    found = pivotal(sensitivity(PINNED))
    removed = found[found["change"] == "evidence removed"]
    assert list(removed["claim"]) == ["a", "b"]
    assert list(removed["first"]) == [("h2",), ("h1", "h3")]
    assert list(removed["order"]) == ["h2 > h1 = h3", "h1 = h3 > h2"]


def test_the_smallest_move_of_each_rating_is_reported_once():
    found = pivotal(sensitivity(PINNED))
    moved = found[found["change"] == "rating changed"].set_index(["claim", "hypothesis"])
    assert moved.index.is_unique
    # h2 needs to lose one point to draw level, so II to I is enough; h1 loses its lead with one point more
    assert (moved.loc[("a", "h2"), "to"], moved.loc[("a", "h2"), "steps"]) == ("I", 1)
    assert (moved.loc[("a", "h1"), "to"], moved.loc[("a", "h1"), "steps"]) == ("I", 2)
    assert moved["steps"].is_monotonic_increasing


def test_moves_can_be_held_to_neighbouring_ratings():
    found = sensitivity(PINNED, steps=1)
    assert set(found["steps"].dropna()) == {1}
    assert len(found) < len(sensitivity(PINNED))


def test_a_ranking_that_survives_everything_gives_no_pivotal_change():
    steady = ratings([(f"e{at}", ["CC", "II"]) for at in range(6)], ["h1", "h2"])
    assert pivotal(sensitivity(steady)).empty
    assert pivotal(sensitivity(steady), what="order").empty


def test_what_changes_the_first_changes_the_order():
    found = sensitivity(PINNED)
    assert found.loc[found["first_changes"], "order_changes"].all()
    assert len(pivotal(found, what="order")) >= len(pivotal(found))


def test_a_weight_can_make_a_claim_pivotal():
    table = ratings([("a", ["I", "C"]), ("b", ["C", "I"]), ("c", ["C", "I"])], ["h1", "h2"])
    claims = pd.DataFrame({"claim": ["a", "b", "c"], "credibility": ["5", "5", "1"]})
    removed = [
        pivotal(sensitivity(table, claims, weighting=w, steps=0))["claim"].to_list() for w in ("none", "credibility")
    ]
    assert removed == [["b", "c"], ["c"]]


def test_no_ratings_give_no_changes():
    assert sensitivity(ratings([], ["h"])).empty


@pytest.mark.parametrize("scheme", sorted(SCHEMES))
@settings(max_examples=12)
@given(table=tables())
def test_each_change_gives_the_ranking_that_making_it_would(scheme, table):
    before = placed(ranking(table, scheme=scheme))
    for change in sensitivity(table, scheme=scheme).to_dict("records"):
        here = table["claim"] == change["claim"]
        if change["change"] == "evidence removed":
            changed = table[~here]
        else:
            changed = table.copy()
            changed.loc[here & (table["hypothesis"] == change["hypothesis"]), "rating"] = change["to"]
        after = placed(ranking(changed, scheme=scheme))
        assert change["order_changes"] == (after != before)
        assert change["first"] == tuple(h for h in dict.fromkeys(table["hypothesis"]) if after.get(h) == 1)


def test_every_rating_is_tried_at_every_other_place_on_the_scale():
    for code in CODES:
        moves = sensitivity(ratings([("e", [code])], ["h"])).query("change == 'rating changed'")
        assert list(moves["to"]) == [to for to in ("II", "I", "N", "C", "CC") if to != (code if code != "NA" else "N")]

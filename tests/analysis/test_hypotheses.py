import json
from statistics import fmean

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.analysis.rating_tables import ratings, tables
from workbook.analysis.evidence import SCHEMES, SUPPORT, consensus, votes
from workbook.analysis.hypotheses import diagnosticity, matrix, ranking
from workbook.errors import ParameterError, WorkbookError


def published(reference, name):
    return json.loads((reference / "tradecraft" / f"{name}.json").read_text("utf-8"))


def case(reference, name):
    found = next(case for case in published(reference, "ach_matrices")["cases"] if case["id"] == name)
    rows = [(evidence["id"], evidence["ratings"]) for evidence in found["evidence"]]
    return found, ratings(rows, found["hypotheses"])


def scores(table: pd.DataFrame, column: str = "inconsistency") -> dict[str, float]:
    return dict(zip(table["hypothesis"], table[column], strict=True))


def test_the_sample_matrix_of_open_source_ach_has_its_published_scores(reference):
    found, table = case(reference, "cach_samplematrix")
    expected = found["expected"]["inconsistency_score"]
    assert scores(ranking(table)) == dict(zip(found["hypotheses"], expected, strict=True))


def test_the_tokyo_matrix_of_the_cia_primer_has_its_published_scores_tie_and_dead_weight(reference):
    found, table = case(reference, "cia_primer_tokyo")
    claims = pd.DataFrame(
        {"claim": [e["id"] for e in found["evidence"]], "credibility": [e["weight"] for e in found["evidence"]]}
    )
    ranked = ranking(table, claims, weighting={"MEDIUM": 1.0}, scheme="cia_primer")
    expected = found["expected"]
    assert scores(ranked) == dict(zip(found["hypotheses"], expected["inconsistency_score"], strict=True))
    assert set(ranked.loc[ranked["rank"] == 1, "hypothesis"]) == set(expected["least_inconsistent_tie"])
    told = diagnosticity(table)
    assert list(told.loc[told["diagnosticity"] == 0, "claim"]) == expected["zero_diagnosticity"]


def test_heuers_matrix_has_its_published_ranking(reference):
    found, table = case(reference, "heuer_iraq_retaliation")
    order = [found["hypotheses"][int(name[1:]) - 1] for name in found["expected"]["ranking_published"]]
    for scheme in SCHEMES:
        ranked = ranking(table, scheme=scheme)
        assert list(ranked["hypothesis"]) == order
        assert list(ranked["rank"]) == [1, 2, 3]
    counts = found["expected"]["inconsistency_count_derived"]
    assert scores(ranking(table)) == dict(zip(found["hypotheses"], counts, strict=True))
    told = diagnosticity(table).set_index("claim")
    silent = told.index[told["diagnosticity"] == 0]
    assert [claim.split()[0] for claim in silent] == found["expected"]["zero_diagnosticity_derived"]


def test_the_points_are_those_of_open_source_ach(reference):
    points = published(reference, "ach_scoring_rules")["open_source_ach"]["hypothesis_points"]
    assert {code: SCHEMES["open_source_ach"].inconsistency([code]) for code in points} == points


def test_credibility_multiplies_the_points_as_in_open_source_ach(reference):
    levels = published(reference, "ach_scoring_rules")["open_source_ach"]["credibility_weights"]
    claims = pd.DataFrame({"claim": ["a", "b", "c"], "credibility": ["High", "Med", "Low"]})
    table = ratings([("a", ["II"]), ("b", ["II"]), ("c", ["I"])], ["h"])
    assert scores(ranking(table, claims, weighting=levels)) == {"h": 2 * 2 + 2 * 1 + 1 * 0.5}


def synthesis(reference, kind):
    return [v for v in published(reference, "ach_scoring_rules")["open_synthesis"]["test_vectors"] if v["kind"] == kind]


def test_open_synthesis_inconsistency_is_as_published(reference):
    vectors = synthesis(reference, "inconsistency")
    assert len(vectors) == 7
    for vector in vectors:
        rows = [(f"e{at}", [cell[0]]) for at, cell in enumerate(vector["cells"])]
        expected = vector.get("value", vector.get("value_derived"))
        assert scores(ranking(ratings(rows, ["h"]), scheme="open_synthesis")).get("h", 0) == expected


def test_open_synthesis_ranks_its_three_hypotheses_as_published(reference):
    named = [vector for vector in synthesis(reference, "inconsistency") if "name" in vector]
    rows = [(f"e{at}", [vector["cells"][at][0] for vector in named]) for at in range(4)]
    ranked = ranking(ratings(rows, [vector["name"] for vector in named]), scheme="open_synthesis")
    assert list(ranked["hypothesis"]) == ["h1", "h2", "h3"]


def test_open_synthesis_diagnosticity_is_as_published(reference):
    (greater,) = synthesis(reference, "diagnosticity_greater")
    values = {
        name: diagnosticity(ratings([("e", [cell[0] for cell in greater[name]])], ["h1", "h2"]))["diagnosticity"][0]
        for name in "ab"
    }
    assert values["a"] > values["b"]
    assert len(synthesis(reference, "diagnosticity")) == 2
    empty, unrated = (ratings(rows, ["h1", "h2"]) for rows in ([], [("e", ["", ""])]))
    assert diagnosticity(empty).empty
    assert list(diagnosticity(unrated)["diagnosticity"]) == [0]


def test_hypotheses_are_listed_in_the_order_of_open_synthesis(reference):
    (vector,) = synthesis(reference, "hypothesis_sort_best_first")
    names = [f"h{at}" for at in range(len(vector["cells"]))]
    codes = [(hypothesis[0] or [""])[0] for hypothesis in vector["cells"]]
    shuffled = ratings([("e", codes[::-1])], names[::-1])
    assert list(ranking(shuffled, scheme="open_synthesis")["hypothesis"]) == names


def test_evidence_is_listed_in_the_order_of_open_synthesis(reference):
    (vector,) = synthesis(reference, "evidence_sort_best_first")
    rows = [(f"e{at}", [(cell or [""])[0] for cell in cells]) for at, cells in enumerate(vector["cells"])]
    assert list(diagnosticity(ratings(rows[::-1], ["h1", "h2"]))["claim"]) == [name for name, _ in rows]


def test_several_ratings_average_and_agree_as_in_open_synthesis(reference):
    for vector in synthesis(reference, "mean"):
        assert fmean(SUPPORT[code] for code in vector["cells"]) + 3 == vector["value"]
    vectors = synthesis(reference, "aggregate")
    assert len(vectors) == 3
    assert [consensus(vector["cells"]) for vector in vectors] == [vector["value"] for vector in vectors]


@pytest.mark.parametrize(
    ("codes", "expected"),
    [
        ([], ""),
        (["NA", "NA", "II"], "NA"),
        (["NA"], "NA"),
        (["NA", "II"], "II"),
        (["N", "C"], "C"),
        (["N", "I"], "I"),
        (["CC", "II"], "N"),
    ],
)
def test_a_consensus_is_one_rating(codes, expected):
    assert consensus(codes) == expected


@pytest.mark.parametrize(
    ("codes", "reading", "tells"),
    [
        (["C", "CC"], "fits all", True),
        (["C", "C"], "fits all", False),
        (["II", "II"], "refutes all", False),
        (["N", "NA"], "no bearing", False),
        (["C", "I"], "separates", True),
        (["N", "I"], "separates", True),
        (["I", ""], "one hypothesis only", False),
        (["", ""], "unrated", False),
    ],
)
def test_evidence_that_says_the_same_of_every_hypothesis_tells_nothing(codes, reading, tells):
    row = diagnosticity(ratings([("e", codes)], ["h1", "h2"])).iloc[0]
    assert row["reading"] == reading
    assert (row["diagnosticity"] > 0) == tells


def test_evidence_against_everything_is_not_the_most_telling_as_it_is_in_open_source_ach():
    table = diagnosticity(ratings([("against all", ["II", "II"]), ("separates", ["C", "I"])], ["h1", "h2"]))
    assert list(table["claim"]) == ["separates", "against all"]
    assert table["inconsistency"].idxmax() == 1


def test_credible_evidence_tells_more():
    claims = pd.DataFrame({"claim": ["doubtful", "confirmed"], "credibility": ["4", "1"]})
    table = ratings([("doubtful", ["C", "I"]), ("confirmed", ["C", "I"])], ["h1", "h2"])
    assert list(diagnosticity(table, claims, weighting="credibility")["claim"]) == ["confirmed", "doubtful"]
    assert list(diagnosticity(table, claims)["claim"]) == ["doubtful", "confirmed"]


def test_weighting_by_credibility_can_change_the_ranking():
    claims = pd.DataFrame({"claim": ["a", "b"], "credibility": ["5", "1"]})
    table = ratings([("a", ["II", "C"]), ("b", ["C", "I"])], ["h1", "h2"])
    assert list(ranking(table, claims)["hypothesis"]) == ["h2", "h1"]
    assert list(ranking(table, claims, weighting="credibility")["hypothesis"]) == ["h1", "h2"]


def test_a_hypothesis_that_nothing_has_tested_has_no_rank():
    hypotheses = pd.DataFrame({"hypothesis": ["h3", "h1", "h2"]})
    table = ranking(ratings([("e", ["I", "NA"])], ["h1", "h2"]), hypotheses=hypotheses).set_index("hypothesis")
    assert table["rank"].isna().to_dict() == {"h1": False, "h2": True, "h3": True}
    assert table.loc["h1", "rank"] == 1
    assert table["unrated"].to_dict() == {"h1": 0, "h2": 0, "h3": 1}


def test_the_matrix_shows_codes_in_the_order_of_the_hypotheses():
    table = matrix(ratings([("e", ["I", ""])], ["h1", "h2"]), hypotheses=pd.DataFrame({"hypothesis": ["h2", "h1"]}))
    assert table.to_dict("split") == {"index": ["e"], "columns": ["h2", "h1"], "data": [["", "I"]]}


def test_raters_can_be_chosen():
    table = pd.concat(
        [ratings([("e", ["II", "C"])], ["h1", "h2"]), ratings([("e", ["C", "I"])], ["h1", "h2"], "second")]
    )
    assert list(ranking(table, raters=["second"])["hypothesis"]) == ["h1", "h2"]
    assert list(ranking(table)["hypothesis"]) == ["h2", "h1"]
    assert scores(ranking(table)) == {"h1": 1.0, "h2": 0.5}


def test_raters_who_cancel_out_do_so_only_where_the_scheme_averages_first():
    table = pd.concat([ratings([("e", ["I"])], ["h"]), ratings([("e", ["C"])], ["h"], "second")])
    assert scores(ranking(table)) == {"h": 0.5}
    assert scores(ranking(table, scheme="open_synthesis")) == {"h": 0}


def test_open_synthesis_squares_the_distance_from_neutral():
    table = ratings([("e", ["II", "I", "N", "CC"])], ["h1", "h2", "h3", "h4"])
    assert scores(ranking(table, scheme="open_synthesis")) == {"h1": 4, "h2": 1, "h3": 0, "h4": 0}


def test_coded_columns_with_missing_cells_are_read_like_text():
    table = ratings([("e", ["I", ""])], ["h1", "h2"])
    order = pd.CategoricalDtype(["CC", "C", "N", "I", "II", "NA"], ordered=True)
    coded = table.assign(rating=table["rating"].where(table["rating"] != "").astype(order))
    pd.testing.assert_frame_equal(ranking(coded), ranking(table))


def test_no_ratings_give_empty_tables():
    empty = ratings([], ["h"])
    assert ranking(empty).empty and diagnosticity(empty).empty and matrix(empty).empty


@pytest.mark.parametrize(
    ("change", "options", "error", "message"),
    [
        ({"rating": "I I"}, {}, WorkbookError, '"I I" is not one of'),
        ({}, {"raters": ["anna"]}, ParameterError, 'rater "anna" is unknown'),
        ({}, {"scheme": "open_sinthesis"}, ParameterError, 'did you mean "open_synthesis"'),
    ],
)
def test_a_wrong_rating_rater_or_scheme_is_named(change, options, error, message):
    with pytest.raises(error, match=message):
        ranking(ratings([("e", ["I"])], ["h"]).assign(**change), **options)


def test_rating_a_cell_twice_is_an_error():
    once = ratings([("e", ["I"])], ["h"])
    with pytest.raises(WorkbookError, match="given twice"):
        votes(pd.concat([once, once]))


def test_the_input_is_not_changed():
    table = ratings([("e", ["I", "C"])], ["h1", "h2"])
    before = table.copy()
    ranking(table), diagnosticity(table), matrix(table)
    pd.testing.assert_frame_equal(table, before)


@given(tables(), st.sampled_from(sorted(SCHEMES)))
def test_ranks_follow_inconsistency_whatever_the_scheme(table, scheme):
    ranked = ranking(table, scheme=scheme).dropna(subset="rank")
    against = SCHEMES[scheme].sign * ranked["inconsistency"]
    assert against.is_monotonic_increasing
    expected = [1 + int((against < value - 1e-9).sum()) for value in against]
    assert list(ranked["rank"]) == expected


def order(rank: pd.Series) -> list[list[int]]:
    """Who is ahead of whom."""
    places = rank.to_numpy(dtype=int)
    return np.sign(places[:, None] - places).tolist()


@given(tables())
def test_evidence_that_applies_equally_to_all_changes_no_rank(table):
    names = list(dict.fromkeys(table["hypothesis"]))
    more = pd.concat([table, ratings([("new", ["II"] * len(names))], names)])
    before = ranking(table).dropna(subset="rank").set_index("hypothesis")["rank"]
    after = ranking(more).set_index("hypothesis")["rank"]
    kept = after[before.index]
    assert (
        np.sign(before.to_numpy()[:, None] - before.to_numpy()) == np.sign(kept.to_numpy()[:, None] - kept.to_numpy())
    ).all()


@given(tables())
def test_diagnosticity_lies_between_nothing_and_two(table):
    assert diagnosticity(table)["diagnosticity"].between(0, 2).all()

import pytest

from workbook.explore.scope import TABLES, Scope
from workbook.explore.state import Selection

EVENTS, RELATIONS, CLAIMS = (
    ["closure", "denial", "strike"],
    ["council-supports", "mayor-leads"],
    ["will-close", "report-denied", "may-reopen", "fares-rise"],
)


@pytest.fixture
def scope(small):
    return Scope(small.load())


def ids(scope, selection):
    view = scope.in_view(selection)
    return tuple(scope.rows(table, view).iloc[:, 0].tolist() for table in TABLES)


@pytest.mark.parametrize(
    ("selection", "expected"),
    [
        (Selection(), (EVENTS, RELATIONS, CLAIMS)),
        # its own events and ties, and what is claimed in their sentences
        (Selection(actor="mayor"), ([], ["mayor-leads"], ["may-reopen"])),
        (Selection(types=("PROTEST",)), (["strike"], [], [])),
        # a claim by origin counts; the relation is the author's
        (Selection(speaker="mayor"), ([], [], ["may-reopen"])),
        (Selection(signs=("positive",)), ([], ["council-supports"], [])),
        (Selection(start="2020"), ([], RELATIONS, ["report-denied", "may-reopen", "fares-rise"])),
        (Selection(end="2018"), (["strike"], ["council-supports"], CLAIMS[1:])),
        (Selection(types=("PROTEST",), signs=("positive",)), ([], [], [])),
    ],
)  # fmt: skip
def test_a_row_is_judged_by_its_own_property_or_by_its_sentence(scope, selection, expected):
    assert ids(scope, selection) == expected


def test_what_is_outside_is_named_as_pages_name_it_and_so_are_actors_without_a_tie_in_view(scope):
    outside = scope.in_view(Selection(signs=("positive",))).outside
    assert {"events-strike", "relations-mayor-leads", "claims-will-close", "actors-mayor"} <= outside
    assert outside.isdisjoint({"relations-council-supports", "actors-council", "actors-company"})


def test_the_rows_that_rest_on_a_sentence_are_found(scope):
    strike = scope.frames["events"].set_index("event").at["strike", "sentence"]
    assert scope.touching(strike) == {"events-strike"}
    assert scope.touching("") == set()


def test_sentences_in_view_are_those_of_the_rows_in_view(scope):
    view = scope.in_view(Selection(types=("PROTEST",)))
    assert [f"s{number}" for number in scope.sentences(view)] == [scope.rows("events", view)["sentence"].iloc[0]]


def test_the_slow_way_round_gives_the_same(scope):
    """Sentence by sentence, as the docstring puts it."""
    claims, events = scope.frames["claims"], scope.frames["events"]
    for kind in set(events["type"]):
        sentences = set(events.loc[events["type"] == kind, "sentence"])
        expected = claims.loc[claims["sentence"].isin(sentences), "claim"].tolist()
        assert ids(scope, Selection(types=(str(kind),)))[2] == expected

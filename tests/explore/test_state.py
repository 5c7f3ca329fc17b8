import pytest

from workbook.errors import WorkbookError
from workbook.explore.state import Selection, State

FULL = Selection("2001", "2020-11", "iran", ("ASSAULT", "AID"), "author", ("negative",), "s12", "network")


def test_a_selection_comes_back_from_json_as_it_was():
    assert Selection.from_json(FULL.to_json()) == FULL


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ({"actr": "iran"}, 'no such field "actr"'),
        ({"actor": 3}, "actor cannot be 3"),
        ({"types": "ASSAULT"}, "types cannot be"),
        ({"types": [1]}, "types cannot be"),
        ({"view": "pie"}, "view is one of timeline"),
    ],
)
def test_what_is_no_selection_is_an_error(content, message):
    with pytest.raises(WorkbookError, match=message):
        Selection.from_json(content)


def test_followers_are_told_how_things_stand_and_then_of_changes_alone():
    state, heard = State(), []
    state.follow(lambda selection: heard.append(selection.actor))
    state.change(actor="iran")
    state.change(actor="iran")
    assert heard == ["", "iran"]


def test_the_picked_sentence_and_the_view_narrow_nothing():
    assert not Selection(sentence="s1", view="claims").narrows
    assert FULL.narrows

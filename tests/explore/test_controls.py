import ipywidgets
import pytest

from workbook.explore.controls import Controls, steps
from workbook.explore.state import Selection, State


@pytest.fixture
def controls(small):
    return Controls(small.load(), State())


def every(widget):
    yield widget
    for child in getattr(widget, "children", ()):
        yield from every(child)


def test_the_crowded_year_is_stepped_through_by_month():
    dates = ["1998", "2001/..", "2020-08-07", "2020-11-14", "2020-11-12?", ""]
    assert [step.date for step in steps(dates)] == ["1998", "2001", "2020-08", "2020-09", "2020-10", "2020-11"]


def test_without_dates_there_is_nothing_to_step_through():
    assert steps(["", ""]) == []


def test_a_moved_slider_sets_edtf_dates_and_its_ends_set_no_limit(controls):
    last = len(controls.period.options) - 1
    controls.period.index = (1, last)
    assert (controls._state.selection.start, controls._state.selection.end) == (controls._steps[1].date, "")
    controls.period.index = (0, 0)
    assert (controls._state.selection.start, controls._state.selection.end) == ("", controls._steps[0].date)


def test_controls_follow_a_selection_made_elsewhere_without_answering_it(controls):
    wanted = Selection(
        start=controls._steps[1].date, actor="mayor", types=("PROTEST",), speaker="council", signs=("positive",)
    )
    controls._state.set(wanted)
    assert controls._state.selection == wanted
    assert (controls.actor.value, controls.types.value, controls.speaker.value) == ("mayor", ("PROTEST",), "council")
    assert controls.period.index[0] == 1


def test_an_actor_that_is_not_there_leaves_the_choice_open(controls):
    controls._state.change(actor="nobody")
    assert controls.actor.value == ""


def test_show_everything_takes_back_all_choices_but_the_view(controls):
    controls._state.set(Selection(actor="mayor", sentence="s1", view="claims"))
    controls.everything.click()
    assert controls._state.selection == Selection(view="claims")


def test_every_control_of_every_desk_has_a_label(desk):
    kinds = (ipywidgets.widgets.widget_description.DescriptionWidget, ipywidgets.Button)
    parts = (desk.views, desk.scenarios, desk.hypotheses, desk.forecasts, desk.saved)
    found = [widget for part in parts for widget in every(part) if isinstance(widget, kinds)]
    assert len(found) > 30
    assert [widget for widget in found if not widget.description] == []

import pytest

from workbook import explore
from workbook.explore.chart_views import ChartView, draw
from workbook.explore.desk import Desk
from workbook.explore.state import VIEWS, Selection


def test_a_desk_opens_by_the_name_of_a_dataset(small):
    assert isinstance(explore.open_desk("small"), Desk)


def test_marks_fade_once_all_their_rows_are_out_of_view(desk):
    chart = desk.linked.charts["timeline"]
    desk.state.change(types=("PROTEST",))
    faded = {row for mark in chart.board.outside for row in chart._rows[mark]}
    assert faded == {"events-closure", "events-denial"}
    desk.state.change(types=())
    assert chart.board.outside == []


def test_nothing_is_drawn_again_as_the_selection_changes(desk):
    before = {name: view.board.html for name, view in desk.linked.views.items()}
    desk.state.set(Selection(actor="mayor", start="2020", sentence="s4", view="network"))
    assert {name: view.board.html for name, view in desk.linked.views.items()} == before


@pytest.mark.parametrize("view", ["timeline", "network", "matrix"])
def test_a_picked_mark_selects_its_sentence_and_is_set_off_in_every_view(desk, view):
    chart = desk.linked.charts[view]
    mark, sentence = next(iter(chart._sentences.items()))
    chart.board._heard(None, {"key": mark}, None)
    assert desk.state.selection.sentence == sentence
    assert mark in chart.board.current
    assert "aria-live" in desk.linked.passage.board.html


def test_a_picked_row_of_the_grid_selects_its_sentence(desk):
    desk.linked.claims.board._heard(None, {"key": "claims-fares-rise"}, None)
    assert "fares will probably rise" in desk.linked.passage.board.html
    assert desk.linked.claims.board.current == ["claims-may-reopen", "claims-fares-rise"][1:]


@pytest.mark.parametrize(
    "message", [{}, {"key": 3}, {"key": "m999"}, {"sentence": "<b>"}, {"sentence": "12"}, "text", None]
)
def test_a_message_that_makes_no_sense_changes_nothing(desk, message):
    before = desk.state.selection
    for view in (*desk.linked.views.values(), desk.linked.passage):
        view.board._heard(None, message, None)
    assert desk.state.selection == before


def test_rows_out_of_view_are_hidden_from_the_grid_and_their_number_told(desk):
    desk.state.change(speaker="company")
    assert set(desk.linked.claims.board.outside) == {"claims-will-close", "claims-may-reopen", "claims-fares-rise"}
    assert "1 of 4 claims in view" in desk.linked.claims.notice.html


def test_an_empty_selection_says_so_in_place(desk):
    desk.state.change(types=("PROTEST",), signs=("positive",))
    for view in desk.linked.views.values():
        assert "is in view. Widen the selection" in view.notice.html
    assert "No sentence has a row in view" in desk.linked.passage.board.html


def test_one_view_is_shown_and_the_passage_always(desk):
    for name in VIEWS:
        desk.linked.chooser.value = name
        shown = [each for each, view in desk.linked.views.items() if view.box.layout.display != "none"]
        assert shown == [name]


def broken(name, dataset):
    if name == "network":
        raise RuntimeError("<b>no room</b>")
    return draw(name, dataset)


def test_an_error_in_one_view_leaves_the_others_working(small, monkeypatch):
    monkeypatch.setattr(ChartView.__init__, "__defaults__", (broken,))
    desk = Desk(small.load())
    network = desk.linked.charts["network"].notice.html
    assert "<strong>Network</strong> cannot be shown: RuntimeError: &lt;b&gt;no room&lt;/b&gt;" in network
    assert "<details><summary>Traceback</summary>" in network and "<b>" not in network
    desk.state.change(types=("PROTEST",))
    assert desk.linked.charts["timeline"].board.outside


def test_an_error_while_following_is_told_and_goes_with_the_next_good_selection(desk, monkeypatch):
    panel = desk.linked.passage
    with monkeypatch.context() as patch:
        patch.setattr(panel, "_in_view", lambda view: 1 / 0)
        desk.state.change(actor="mayor")
        assert "ZeroDivisionError" in panel.notice.html
        assert desk.linked.charts["timeline"].board.outside
    desk.state.change(actor="council")
    assert panel.notice.html == ""


def test_a_desk_that_cannot_be_opened_leaves_the_others_working(small, monkeypatch):
    monkeypatch.setattr("workbook.explore.desk.HypothesisDesk", lambda *_: 1 / 0)
    desk = Desk(small.load())
    assert "The hypothesis desk" in desk.hypotheses.html and "ZeroDivisionError" in desk.hypotheses.html
    assert "scenarios" in desk.to_json() and "hypotheses" not in desk.to_json()


def test_text_of_the_dataset_is_escaped_everywhere(small):
    small.change("claims", "Fares will rise.", "<img src=x onerror=alert(1)>")
    small.change("events", "strike,Strike,", "strike,<script>alert(1)</script>,")
    desk = Desk(small.load())
    desk.state.change(sentence=desk.dataset.events["sentence"].iloc[-1])
    boards = [view.board.html for view in (*desk.linked.views.values(), desk.linked.passage)]
    boards += [desk.futures.view.board.html, desk.explanations.view.board.html, desk.forecast.view.board.html]
    assert not any("<script" in html or "<img" in html for html in boards)


@pytest.mark.parametrize(
    ("selection", "notebook", "values", "unsaid"),
    [
        (Selection(types=("AID",), speaker="mayor"), "03_events", {"types": ["AID"]}, "speaker"),
        (Selection(signs=("positive",), view="network"), "04_actors", {"relation_types": ["supports"]}, ""),
        (Selection(end="2018", view="network"), "04_actors", {}, "period"),
        (Selection(view="matrix", actor="mayor"), "04_actors", {"actor": "mayor", "hops": 0}, ""),
        (Selection(view="claims", speaker="mayor", types=("AID",)), "05_claims", {"speaker": "mayor"}, "types"),
    ],
)  # fmt: skip
def test_what_is_explored_is_asked_of_its_notebook_and_the_rest_is_said(desk, selection, notebook, values, unsaid):
    asked = desk.linked.asked(selection)
    assert (asked.notebook, ", ".join(asked.unsaid)) == (notebook, unsaid)
    assert {name: value for name, value in asked.values.items() if value or value == 0} == values

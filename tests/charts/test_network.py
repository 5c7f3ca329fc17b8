from __future__ import annotations

import pandas as pd
import pytest
from matplotlib.colors import to_rgba
from matplotlib.patches import FancyArrowPatch, Rectangle

from tests.charts.frames import make_relations
from tests.charts.looking import hrefs, labels, words_on
from workbook import charts
from workbook.charts.arrows import arrows
from workbook.charts.frame import description
from workbook.charts.network import LINES
from workbook.palette import light

TRIANGLE = make_relations(("a", "+", "b"), ("b", "-", "c"), ("c", "0", "a"))


def drawn(ax):
    return [patch for patch in ax.patches if isinstance(patch, FancyArrowPatch)]


def names(frame):
    actors = sorted({*frame["subject"], *frame["object"]})
    table = {"actor": actors, "name": [f"Actor {actor}" for actor in actors], "kind": "state", "summary": "It is."}
    return pd.DataFrame(table).assign(sentence="s1", quote="it")


def test_an_arrow_leads_from_who_does_to_whom_it_is_done():
    ax = charts.actor_network(make_relations(("a", "+", "b")))
    (arrow,) = drawn(ax)
    start, end = arrow._posA_posB
    assert arrow.get_arrowstyle().__class__.__name__ == "CurveFilledB"
    texts = {text.get_text(): text.get_position()[0] for text in ax.texts}
    assert abs(start[0] - texts["a"]) < 0.01
    assert abs(end[0] - texts["b"]) < 0.01


def test_a_sign_is_told_by_colour_and_by_the_style_of_the_line():
    found = {arrow.get_edgecolor(): arrow.get_linestyle() for arrow in drawn(charts.actor_network(TRIANGLE))}
    assert len(found) == 3
    assert len({str(style) for style in found.values()}) == 3
    assert len({str(style) for style in LINES.values()}) == 3


def test_the_type_of_a_tie_is_written_along_it():
    assert {"supports", "opposes", "part of"} <= set(words_on(charts.actor_network(TRIANGLE)))


def test_a_denied_tie_is_pale_and_says_so():
    frame = make_relations(("a", "!", "b"), ("b", "-", "c"), ("c", "0", "a"))
    ax = charts.actor_network(frame)
    assert sorted(arrow.get_alpha() or 1 for arrow in drawn(ax)) == [0.45, 1, 1]
    assert any("targets (denied)" in label for label in labels(ax))


def test_relations_of_one_sign_and_direction_share_an_arrow_and_others_bend_apart():
    frame = make_relations(("a", "+", "b"), ("a", "+", "b"), ("a", "-", "b"), ("b", "+", "a"))
    found = arrows(frame)
    assert [len(arrow.rows) for arrow in found] == [2, 1, 1]
    ends = {"a": (0.0, 0.0), "b": (1.0, 0.0)}
    middles = {round(arrow.at(ends[arrow.subject], ends[arrow.object], 0.5)[1], 6) for arrow in found}
    assert len(middles) == 3


def test_a_point_of_an_arrow_lies_where_matplotlib_draws_it():
    frame = make_relations(("a", "+", "b"), ("a", "-", "b"), ("b", "+", "c"), ("c", "+", "a"))
    ax = charts.actor_network(frame)
    vermilion = to_rgba(light("vermilion"))
    (bent,) = [arrow for arrow in drawn(ax) if arrow.get_edgecolor() == vermilion]
    (ours,) = [arrow for arrow in arrows(frame) if arrow.sign == "negative"]
    start, end = bent._posA_posB
    to_screen, shape = ax.transData, bent.get_connectionstyle()
    first, control, last = shape(to_screen.transform(start), to_screen.transform(end), shrinkA=0, shrinkB=0).vertices
    middle = ax.transData.inverted().transform((first + 2 * control + last) / 4)
    assert ours.bend != 0
    assert tuple(middle) == pytest.approx(ours.at(start, end, 0.5))


def test_actors_and_arrows_lead_to_their_sentences():
    ax = charts.actor_network(TRIANGLE, actors=names(TRIANGLE))
    assert hrefs(ax) == ["#s3", "#s4", "#s5", "#s1", "#s1", "#s1"]


def test_actors_with_fewer_ties_are_left_out_and_counted():
    frame = make_relations(("a", "+", "b"), ("b", "-", "c"), ("c", "0", "a"), ("a", "+", "leaf"))
    ax = charts.actor_network(frame)
    assert "leaf" not in words_on(ax)
    assert "1 actor with fewer ties" in description(ax).caption
    assert "leaf" in set(description(ax).data["to"])


def test_a_star_without_a_core_is_drawn_whole():
    ax = charts.actor_network(make_relations(("hub", "+", "a"), ("hub", "-", "b"), ("hub", "0", "c")))
    assert {"hub", "a", "b", "c"} <= set(words_on(ax))


def test_an_actor_tied_only_to_itself_is_no_tie():
    assert description(charts.actor_network(make_relations(("a", "+", "a")))).title == "No tie in this selection."


def test_the_title_names_the_hub():
    frame = make_relations(("a", "+", "b"), ("a", "+", "b"), ("c", "-", "a"))
    assert description(charts.actor_network(frame)).title == "a is tied to 2 of the 2 other actors"


def test_a_matrix_reads_from_the_row_to_the_column():
    ax = charts.relation_matrix(make_relations(("a", "+", "b"), ("c", "-", "b")))
    marks = description(ax).marks
    assert [mark.label.split("\n")[0] for mark in marks] == ["a → b: supports", "c → b: opposes"]
    cells = {patch.get_gid(): patch for patch in ax.patches if isinstance(patch, Rectangle) and patch.get_gid()}
    assert cells["m1"].get_x() == cells["m2"].get_x()
    assert cells["m1"].get_y() < cells["m2"].get_y()


def test_a_cell_tells_its_sign_by_a_character_too():
    ax = charts.relation_matrix(make_relations(("a", "+", "b"), ("a", "-", "b"), ("b", "0", "c"), ("c", "-", "a")))
    assert [text for text in words_on(ax) if text in "+−±·"][4:] == ["±", "·", "−"]


def test_a_denied_cell_is_an_outline():
    ax = charts.relation_matrix(make_relations(("a", "!", "b"), ("b", "-", "a")))
    cells = [patch for patch in ax.patches if patch.get_gid()]
    faces = {tuple(cell.get_facecolor()) for cell in cells}
    assert len(faces) == 2


def test_a_matrix_without_room_says_who_is_missing():
    frame = make_relations(*[("hub", "+", f"a{number}") for number in range(40)])
    ax = charts.relation_matrix(frame, most=10)
    assert "31 actors with the fewest ties are in the table only" in description(ax).caption
    assert len(description(ax).data) == 40


def test_colours_of_the_signs_are_those_of_the_codebook():
    edges = {arrow.get_edgecolor() for arrow in drawn(charts.actor_network(TRIANGLE))}
    assert edges == {to_rgba(light(name)) for name in ("green", "vermilion", "grey")}

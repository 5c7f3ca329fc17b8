from __future__ import annotations

import pandas as pd
import pytest
from matplotlib.colors import to_hex
from matplotlib.patches import PathPatch

from tests.charts.frames import make_claims
from tests.charts.looking import hrefs, marked, words_on
from workbook import charts
from workbook.charts.frame import description
from workbook.palette import light

AUTHOR = ("author", "CT+", "s3")
NAMED = ("named", "PR+", "s4")
NOBODY = ("none", "CT-", "s9")


def test_a_bar_has_a_unit_for_every_claim():
    ax = charts.attribution(make_claims(AUTHOR, AUTHOR, NAMED))
    assert len(marked(ax)) == 3
    assert words_on(ax)[-4:] == ["Author", "2", "Named source", "1"]
    assert hrefs(ax) == ["#s3", "#s3", "#s4"]


def test_longer_bars_are_longer_in_proportion():
    ax = charts.attribution(make_claims(*[AUTHOR] * 30, *[NAMED] * 10))
    places = [float(artist.get_xdata()[0]) for artist in marked(ax).values()]
    author, named = places[:30], places[30:]
    unit = 0.155
    assert (max(author) - min(author) + unit) / (max(named) - min(named) + unit) == pytest.approx(3)


def test_kinds_differ_in_shape_as_well_as_colour():
    claims = make_claims(AUTHOR, AUTHOR, AUTHOR).assign(kind=["fact", "judgement", "norm"])
    looks = {
        (artist.get_marker(), to_hex(artist.get_color())) for artist in marked(charts.attribution(claims)).values()
    }
    assert len({shape for shape, _ in looks}) == len({colour for _, colour in looks}) == 3


def test_too_many_claims_share_units_and_the_caption_says_so():
    ax = charts.attribution(make_claims(*[AUTHOR] * 1000))
    assert len(marked(ax)) < 250
    assert "One shape is" in description(ax).caption
    assert "1,000" in words_on(ax)


def test_speakers_come_by_number_of_claims_and_by_name():
    claims = make_claims(AUTHOR, AUTHOR, NAMED).assign(speaker=["b", "b", "a"])
    actors = pd.DataFrame({"actor": ["a", "b"], "name": ["Ann", "Ben"]})
    ax = charts.claims_by_speaker(claims, actors=actors)
    assert description(ax).title == "2 of 3 claims are said by Ben, the rest by 1 other"
    assert [text for text in words_on(ax) if text in ("Ann", "Ben")] == ["Ben", "Ann"]


def test_certainty_puts_the_surer_higher_and_the_later_to_the_right():
    ax = charts.certainty(make_claims(AUTHOR, NAMED, NOBODY))
    places = [(float(artist.get_xdata()[0]), float(artist.get_ydata()[0])) for artist in marked(ax).values()]
    assert places == sorted(places)


def test_a_hedged_claim_is_hollow():
    claims = make_claims(AUTHOR, NAMED)
    claims["hedge"] = [(), ("seems probable",)]
    ax = charts.certainty(claims)
    faces = [to_hex(artist.get_markerfacecolor()) for artist in marked(ax).values()]
    assert [face == light("paper") for face in faces] == [False, True]
    assert "“seems probable”" in description(ax).marks[1].label


def test_the_title_counts_what_is_put_as_certain():
    title = description(charts.certainty(make_claims(AUTHOR, NAMED, NOBODY))).title
    assert title == "2 of 3 claims are put as certain; 0 say in words how sure"


def test_certainty_by_basis_has_a_cell_for_each_pair():
    claims = make_claims(AUTHOR, AUTHOR, NAMED).assign(basis=["assertion", "document", "document"])
    ax = charts.certainty_by_basis(claims)
    bare, documented, probable = [
        (float(artist.get_xdata()[0]), float(artist.get_ydata()[0])) for artist in marked(ax).values()
    ]
    assert bare[0] < documented[0] == probable[0]
    assert documented[1] < probable[1]
    assert description(ax).title == "1 of 2 claims put as certain rest on assertion alone"


def test_loaded_words_are_counted_without_regard_to_capitals():
    claims = make_claims(AUTHOR, NAMED, NOBODY)
    claims["language"] = [("Regime",), ("regime", "fake news"), ()]
    ax = charts.loaded_language(claims)
    assert description(ax).title == "2 of 3 claims use loaded words; “regime” most often, 2 times"
    assert [text for text in words_on(ax) if text in ("“regime”", "used once each")] == ["“regime”", "used once each"]


LINKS = pd.DataFrame(
    [("c0", "contradicts", "c2", "They clash."), ("c1", "supports", "c0", "A reason.")],
    columns=["claim", "link", "other", "note"],
)


def test_conflicts_arch_above_the_line_and_support_hangs_below():
    ax = charts.claim_arcs(LINKS, make_claims(AUTHOR, NAMED, NOBODY))
    support, conflict = [patch.get_path().vertices for patch in ax.patches if isinstance(patch, PathPatch)]
    assert min(conflict[:, 1]) < min(support[:, 1])
    assert max(conflict[:, 1]) < max(support[:, 1])
    assert "They clash." in description(ax).marks[1].label


def test_an_arc_joins_the_sentences_of_its_claims():
    ax = charts.claim_arcs(LINKS, make_claims(AUTHOR, NAMED, NOBODY))
    support, conflict = [patch.get_path().vertices[:, 0] for patch in ax.patches if isinstance(patch, PathPatch)]
    assert conflict.min() == support.min()
    assert conflict.max() > support.max()


def test_links_of_claims_out_of_view_are_left_out():
    ax = charts.claim_arcs(LINKS, make_claims(AUTHOR, NAMED))
    assert len(marked(ax)) == 1


def test_outside_findings_are_counted_by_verdict():
    findings = pd.DataFrame(
        [("c0", "agrees"), ("c0", "disagrees"), ("c1", "agrees"), ("c9", "agrees")], columns=["claim", "verdict"]
    ).assign(finding="It says so.", publisher="A paper", published="2021-01", url="https://example.org/", sentence="s3")
    ax = charts.corroboration(findings, make_claims(AUTHOR, NAMED))
    assert description(ax).title == "Of 3 outside findings, 2 agree with the article and 1 disagree"
    assert "2 of 2 claims were looked into" in description(ax).caption

"""The desks: what the analyst sets, and what follows at once."""

import asyncio

from workbook.explore.futures import AT_ONCE
from workbook.explore.scenario_desk import DRAWS


def test_a_policy_and_a_pinned_state_change_the_futures_at_once(desk):
    futures = desk.futures
    futures.policies.value = ("reopen",)
    assert {scenario[0] for scenario in futures.now.scenarios} == {0}
    futures.policies.value = ()
    futures.pins["line"].value = "closed"
    assert {scenario[0] for scenario in futures.now.scenarios} == {1}
    assert "(set)" in futures.view.board.html


def test_settings_that_contradict_each_other_are_one_clear_line_and_can_be_taken_back(desk):
    futures = desk.futures
    futures.policies.value = ("reopen",)
    futures.pins["line"].value = "closed"
    assert "set different states; take one of them back" in futures.view.notice.html
    futures.pins["line"].value = ""
    assert futures.view.notice.html == ""


def test_an_edited_judgement_tells_what_flips_and_reset_takes_it_back(desk):
    futures = desk.futures
    as_is = futures.view.board.html
    futures.cause.value, futures.effect.value = ("line", "open"), ("fare", "higher")
    assert futures.score.value == 2
    futures.score.value = -2
    assert "Gained" in futures.view.board.html or "Lost" in futures.view.board.html
    futures.reset.click()
    assert (futures.view.board.html, futures.score.value) == (as_is, 2)


def test_an_edit_back_to_the_datasets_score_is_no_edit(desk):
    futures = desk.futures
    futures.cause.value, futures.effect.value = ("line", "open"), ("fare", "higher")
    futures.score.value = -2
    futures.score.value = 2
    assert futures.setting.edits == ()


def test_two_settings_stand_side_by_side_and_change_places(desk):
    futures = desk.futures
    futures.pins["line"].value = "closed"
    futures.keep.click()
    futures.pins["line"].value = "open"
    assert futures.other.setting.pins == (("line", "closed"),)
    futures.swap.click()
    assert (futures.setting.pins, futures.other.setting.pins) == ((("line", "closed"),), (("line", "open"),))
    assert futures.pins["line"].value == "closed"


def test_draws_are_added_while_nobody_waits_and_given_up_when_something_is_set(desk):
    futures = desk.futures

    async def wait_for(draws):
        futures.pins["line"].value = "closed"
        assert futures.now.drawn.draws == AT_ONCE
        for _ in range(400):
            await asyncio.sleep(0.02)
            if futures.now.drawn.draws >= draws:
                break
        before = futures.now.drawn.draws
        futures.pins["line"].value = ""
        return before, futures.now.drawn.draws

    assert asyncio.run(wait_for(DRAWS)) == (DRAWS, AT_ONCE)


def test_a_changed_rating_moves_the_ranking_and_is_marked_as_changed(desk):
    explanations = desk.explanations
    before = explanations.now.against.tolist()
    explanations.claim.value, explanations.hypothesis.value = "will-close", "closes"
    assert explanations.rating.value == "CC"
    explanations.rating.value = "II"
    assert explanations.now.against.tolist() == [before[0] + 2, before[1]]
    assert "was" in explanations.view.board.html and explanations.asked().unsaid == ("changed ratings",)
    explanations.rating.value = "CC"
    assert explanations.weighing.ratings == {}


def test_a_weight_counts_at_once(desk):
    explanations = desk.explanations
    explanations.claim.value = "report-denied"
    explanations.weight.value = 0
    assert explanations.now.against.tolist() == [0, 1]


def test_the_day_up_to_which_sources_count_is_moved(desk):
    forecast = desk.forecast
    assert "A ticket cost more" in forecast.view.board.html
    forecast.verdicts.value = ("none-found",)
    assert "A ticket cost more" not in forecast.view.board.html and "1 of 2 forecasts" in forecast.view.notice.html
    forecast.verdicts.value = ("did-not",)
    assert "No forecast has such a verdict" in forecast.view.notice.html


def test_a_finding_counts_from_the_day_it_was_out(small):
    from workbook.explore.desk import Desk

    small.append("outcomes", "reopening,did-not,No ferry.,The Post,Still shut,https://example.org/no,2023-02-01")
    forecast = Desk(small.load()).forecast
    forecast.as_of.value = "2021"
    assert "A ticket cost more" in forecast.view.board.html and "No ferry" not in forecast.view.board.html
    assert "-p as_of=2021" in forecast.report.commands.html


def test_a_citation_followed_on_any_desk_shows_the_sentence_beside_it(desk):
    desk.explanations.view.board._heard(None, {"sentence": "s3"}, None)
    assert "Sentence 3, in its paragraph" in desk.linked.aside.board.html

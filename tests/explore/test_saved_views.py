import json

import pytest

from workbook.errors import WorkbookError
from workbook.explore.desk import Desk
from workbook.explore.futures import Setting
from workbook.explore.saved_views import SavedViews
from workbook.explore.state import Selection


@pytest.fixture
def kept(tmp_path):
    return SavedViews("small", tmp_path / "views")


def test_a_view_comes_back_by_name_in_another_session(desk, tmp_path):
    desk.state.set(Selection(actor="mayor", sentence="s4", view="network"))
    desk.futures.pins["line"].value = "closed"
    desk.explanations.claim.value = "report-denied"
    desk.explanations.weight.value = 0.5
    desk.forecast.verdicts.value = ("came-true",)
    desk.name.value = "My view 1"
    desk.save.click()
    other = Desk(desk.dataset, folder=tmp_path / "views")
    assert other.known.value == "My view 1"
    other.restore.click()
    assert other.to_json() == desk.to_json()
    assert other.futures.pins["line"].value == "closed" and other.forecast.verdicts.value == ("came-true",)
    assert other.linked.controls.actor.value == "mayor"


@pytest.mark.parametrize("name", ["", " ", "../x", "a/b", "a\\b", ".hidden", "x" * 61, "a\0b", "CON:", "-rf", "a\nb"])
def test_a_name_that_could_lead_elsewhere_is_refused(kept, name, tmp_path):
    with pytest.raises(WorkbookError, match="cannot name a view"):
        kept.save(name, {})
    assert not (tmp_path / "views").exists()


def test_a_view_that_is_not_there_is_an_error_with_the_nearest(kept):
    kept.save("Sanctions", {})
    with pytest.raises(WorkbookError, match='did you mean "Sanctions"'):
        kept.restore("Sanction")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("{", "cannot be read"),
        ("[]", "not a saved view"),
        ('{"workbook view": 2}', "not a saved view"),
        ('{"workbook view": 1, "dataset": "other"}', "a view of other, not of small"),
        ("\ud800".encode("utf-8", "surrogatepass").decode("latin-1"), "cannot be read"),
    ],
)
def test_a_file_that_is_no_view_of_this_dataset_is_one_clear_line(kept, tmp_path, content, message):
    (tmp_path / "views").mkdir()
    (tmp_path / "views" / "odd.json").write_text(content, "utf-8")
    with pytest.raises(WorkbookError, match=message):
        kept.restore("odd")


@pytest.mark.parametrize(
    "part", [{"selection": {"view": "pie"}}, {"scenarios": {"pins": 3}}, {"forecasts": {"as_of": "soon"}}]
)
def test_a_view_that_is_broken_in_one_part_changes_nothing(desk, tmp_path, part):
    told = {"workbook view": 1, "dataset": "small", "selection": {"actor": "mayor"}, **part}
    (tmp_path / "views").mkdir()
    (tmp_path / "views" / "odd.json").write_text(json.dumps(told))
    desk._list("odd")
    desk.restore.click()
    assert 'role="alert"' in desk.said.html
    assert desk.state.selection == Selection() and desk.futures.setting == Setting()


def test_restoring_before_anything_was_saved_says_so(desk):
    desk.restore.click()
    assert "no view has been saved yet" in desk.said.html

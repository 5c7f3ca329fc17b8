"""The workbook under the analyst's hands: linked views and desks for JupyterLab and Voilà.

>>> from workbook import explore
>>> desk = explore.open_desk("iran-al-qaeda-2020")  # doctest: +SKIP
>>> desk.views  # doctest: +SKIP

A **state** (``state``) holds the selection. **Views** (``chart_views``, ``claims_grid``, ``passage_panel``) follow it;
what is in view is found by ``scope``. **Desks** (``scenario_desk``, ``hypothesis_desk``, ``forecast_desk``) put the
techniques under the analyst's hands; they hold settings of their own and write nothing to the dataset. A **board**
(``board``) is the one widget that is ours: HTML that can be picked from. Whatever is explored can be run again: each
part has a **report bar** (``report_bar``) with the commands, and can be kept by name (``saved_views``).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from workbook.explore.desk import Desk


def open_desk(dataset: str) -> Desk:
    """Open all desks over a dataset, given by name or by a path to its folder.

    Raises
    ------
    DatasetError, WorkbookError
        If the dataset cannot be loaded.
    """
    from workbook.dataset import load
    from workbook.explore.desk import Desk

    return Desk(load(dataset))

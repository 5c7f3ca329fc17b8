"""The page that a decision-maker reads first: what is judged, what the article argues, how it holds, what came of it.

Whose word each statement is stands beside it: the article's, outside sources', or the analyst's. The analyst's
judgements are rows of the dataset; nothing here judges.
"""

from __future__ import annotations

import pandas as pd
from markupsafe import Markup

from workbook.analysis import argument
from workbook.basis import told
from workbook.charts.words import lower_first
from workbook.dataset import Dataset, row_id
from workbook.figures import Figure, show
from workbook.findings import claims as said
from workbook.findings import forecasts as foreseen
from workbook.findings import hypotheses as rivals
from workbook.findings import source as text
from workbook.findings import storylines as futures_told
from workbook.findings.phrases import cites, count, label, listed, share
from workbook.prose import Prose, linked, say
from workbook.schema import SCHEMA
from workbook.tables import DataTable, table
from workbook.tradecraft import STANDARDS
from workbook.vocabularies import PROBABILITY, ProbabilityBand

_NEEDED = ("judgements", "claims", "claim_links", "hypotheses", "ratings", "forecasts", "storylines")
_EXTERNAL = ("corroboration", "outcomes")
_WITHHELD = "External evidence is switched off for this page (the parameter external)."
_MOST = 5
"""So many conclusions are shown."""

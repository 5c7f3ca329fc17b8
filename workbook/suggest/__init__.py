"""Candidates for a curator: what a text may hold that is worth a row, each with its quote, ready to paste.

The rules go by words and capitals and know nothing else; they find more than there is and miss some. So nothing is
ever written to a dataset, and the columns that take judgement (on what basis, how credible) stay empty, for
``workbook check`` to ask for.
"""

from workbook.suggest.candidates import LONGEST, SUGGESTED, Suggestions, suggest

__all__ = ["LONGEST", "SUGGESTED", "Suggestions", "suggest"]

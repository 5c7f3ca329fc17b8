"""What a text may hold to break out of another tool's file."""

from __future__ import annotations

from pathlib import Path

from tests.small import Small

SHIPPED = Path(__file__).parents[2] / "data" / "iran-al-qaeda-2020"
"""The shipped dataset, also where a test works in a project of its own."""

LABEL = '=HYPERLINK("https://example.org","</label><script>1</script>") & \\input{x} %'
"""A label that is a formula, markup and a command at once."""

QUOTE = "A \x0bstrike\x01\r\nin 2018"
"""A quote with control characters and a carriage return."""

NOTES = {"will-close": "=1+1", "may-reopen": "#N/A", "fares-rise": "_x0041_"}
"""Notes that a spreadsheet would compute or decode, by the claim that they are on."""

FINDING = "Closed} @string{a & b} 100 % \\relax"


def make_hostile(small: Small) -> Small:
    """The small dataset with all of these in it."""
    small.set_text(small.text_file.read_text("utf-8").replace("A strike in 2018", QUOTE))
    small.change("events", "strike,Strike,", f'strike,"{LABEL.replace(chr(34), chr(34) * 2)}",')
    rewrite(small, "events", "A strike in 2018", f'"{QUOTE}"')
    for claim, note in NOTES.items():
        small.append("claim_links", f"report-denied,depends-on,{claim},{note}")
    small.change("corroboration", "It was closed.", FINDING)
    return small


def rewrite(small: Small, name: str, old: str, new: str) -> None:
    """Replace bytes of a file as they are, line ends and all."""
    path = small.file(name)
    content = path.read_bytes()
    assert content.count(old.encode()) == 1
    path.write_bytes(content.replace(old.encode(), new.encode()))

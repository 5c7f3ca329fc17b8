# ruff: noqa: E501 (a row of CSV is one line)
"""A small dataset about a made-up ferry, complete in every table, in which a test breaks one thing."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from workbook.dataset import Dataset, load
from workbook.quality import CheckResult, check

TEXT = """\
The Night Ferry To Northhaven – Comment

By Dr. A. Reed*

On March 3, 2019, the council of Northhaven said that the “night ferry” would close. The company denied the report.

The mayor may reopen the line in 2021, it said. Experts believe that fares will probably rise.

The council supports the company, and the company needs the council. A strike in 2018 had stopped the ferry.

Leave a comment
"""

DESCRIPTOR = """\
name: small
title: A small dataset
version: 1.0.0
source:
  title: The Night Ferry To Northhaven – Comment
  author: A. Reed
  publisher: The Northhaven Mail
  published: 2019-03-05
  url: https://example.org/ferry
  text: ../../seeds/small.txt
  sha256: {sha256}
  reliability: C
"""

TABLES = {
    "actors": """\
actor,name,kind,aliases,country,part_of,summary,quote,within
author,A. Reed,person,Dr. A. Reed,,,Wrote the comment.,Dr. A. Reed,
council,Council of Northhaven,state-body,the council,,,Runs the town.,the council of Northhaven,
company,The ferry company,company,The company; the company,,,Runs the ferry.,The company denied the report,
mayor,The mayor,person,,,council,Heads the council.,The mayor may reopen the line,
experts,Experts,collective,Experts,,,Not named.,Experts believe,
""",
    "events": """\
event,label,type,date,date_note,place,country,status,quote,within
closure,Closure announced,REJECT,2019-03-03,,Northhaven,,reported,the council of Northhaven said,
denial,Company denies it,REJECT,,,,,asserted,The company denied the report,
strike,Strike,PROTEST,2018,,,,asserted,A strike in 2018,
""",
    "participants": """\
event,actor,role
closure,council,actor
closure,company,recipient
denial,company,denier
strike,company,recipient
""",
    "relations": """\
relation,subject,type,object,sign,valid,asserted_by,status,quote,within
council-supports,council,supports,company,positive,,author,asserted,The council supports the company,
mayor-leads,mayor,leads,council,neutral,2021/..,author,anticipated,The mayor may reopen the line,
""",
    "claims": """\
claim,statement,kind,speaker,origin,attribution,hedge,factuality,basis,credibility,language,quote,within
will-close,The night ferry will close.,fact,council,,named,said,CT+,testimony,3,“night ferry”,said that the “night ferry” would close,
report-denied,The report is untrue.,fact,company,,named,denied,CT-,testimony,3,,The company denied the report,
may-reopen,The line may reopen.,prediction,author,mayor; council,author,may,PS+,inference,6,,The mayor may reopen the line in 2021,
fares-rise,Fares will rise.,prediction,experts,,generic,believe; probably,PR+,assertion,6,,Experts believe that fares will probably rise,
""",
    "claim_links": """\
claim,link,other,note
report-denied,contradicts,will-close,The company denies what the council said.
may-reopen,qualifies,will-close,A line that reopens has not closed for good.
fares-rise,supports,may-reopen,Higher fares would pay for it.
""",
    "hypotheses": """\
hypothesis,label,statement,offered_by,quote,within
closes,It closes,The ferry closes for good.,council,would close,
stays,It stays,The ferry goes on.,company,denied the report,
""",
    "ratings": """\
hypothesis,claim,rater,rating,reason
closes,will-close,one,CC,The council says so.
closes,report-denied,one,I,The company denies it.
stays,will-close,one,I,The council says otherwise.
stays,report-denied,one,CC,The company says so.
""",
    "forecasts": """\
forecast,claim,question,resolution,condition,opens,closes,words,term,low,high
reopening,may-reopen,Will the line reopen in 2021?,A ferry sails.,,2021-01-01,2021-12-31,may,unstated,,
fares,fares-rise,Will fares rise?,A ticket costs more.,,,,probably,likely,0.55,0.80
""",
    "descriptors": """\
descriptor,label,question,quote,within
line,The line,Does the line run?,reopen the line,
fare,The fare,Does the fare rise?,fares will probably rise,
""",
    "states": """\
descriptor,state,label,order,quote,within
line,open,It runs,1,reopen the line,
line,closed,It does not,2,would close,
fare,higher,It rises,1,,
fare,same,It does not,2,,
""",
    "impacts": """\
source,source_state,target,target_state,score,low,high,basis,reason,quote,within
line,open,fare,higher,2,1,3,analyst,Running costs money.,,
line,closed,fare,same,1,0,2,article,No ferry and no fare.,would close,
fare,higher,line,open,2,1,3,analyst,Fares pay for the line.,,
""",
    "policies": """\
policy,label,actor,instrument,quote,within
reopen,Reopen the line,mayor,economic,reopen the line,
""",
    "policy_settings": """\
policy,descriptor,state
reopen,line,open
""",
    "storylines": """\
storyline,label,kind,descriptor,state,quote,within
foreseen,What is foreseen,expected,line,open,reopen the line,
foreseen,What is foreseen,expected,fare,higher,,
""",
    "judgements": """\
judgement,order,statement,likelihood,confidence,reason,change,claim,also
main,1,The line may reopen.,unstated,low,One source.,A timetable.,may-reopen,will-close; fares-rise
""",
    "skips": """\
quote,within,reason
The Night Ferry To Northhaven – Comment,,title
Leave a comment,,web-form
""",
    "corroboration": """\
claim,verdict,finding,publisher,title,url,published
will-close,agrees,It was closed.,The Harbour Post,Ferry closed,https://example.org/closed,2019-04
""",
    "outcomes": """\
forecast,verdict,finding,publisher,title,url,published
fares,came-true,A ticket cost more.,The Harbour Post,Fares up,https://example.org/fares,2021
""",
}


@dataclass(frozen=True)
class Small:
    """The small dataset on disk, in a project of its own."""

    folder: Path

    @property
    def text_file(self) -> Path:
        return self.folder.parents[1] / "seeds" / "small.txt"

    def file(self, name: str) -> Path:
        return self.folder / ("datapackage.yaml" if name == "datapackage" else f"{name}.csv")

    def change(self, name: str, old: str, new: str) -> None:
        """Replace what stands exactly once in a file, so that a test cannot miss what it means to break."""
        text = self.file(name).read_text("utf-8")
        assert text.count(old) == 1, f"{old!r} is {text.count(old)} times in {name}"
        self.file(name).write_bytes(text.replace(old, new).encode())

    def append(self, name: str, line: str) -> None:
        with self.file(name).open("ab") as file:
            file.write(f"{line}\n".encode())

    def set_text(self, text: str) -> None:
        """Another text, with its checksum."""
        old, new = hashlib.sha256(self.text_file.read_bytes()), hashlib.sha256(text.encode())
        self.text_file.write_bytes(text.encode())
        self.change("datapackage", old.hexdigest(), new.hexdigest())

    def load(self) -> Dataset:
        return load(self.folder)

    def check(self) -> CheckResult:
        return check(self.folder)

    def problems(self) -> list[str]:
        """What ``check`` reports, a line each, without the folder."""
        return [str(problem).removeprefix("data/small/") for problem in self.check().problems]


def make_small(project: Path) -> Small:
    """Write the small dataset into an empty folder, laid out as a project."""
    small = Small(project / "data" / "small")
    for folder in (small.folder, small.text_file.parent, project / "notebooks"):
        folder.mkdir(parents=True)
    small.text_file.write_bytes(TEXT.encode())
    small.file("datapackage").write_text(
        DESCRIPTOR.format(sha256=hashlib.sha256(TEXT.encode()).hexdigest()), "utf-8", newline=""
    )
    for name, content in TABLES.items():
        small.file(name).write_bytes(content.encode())
    return small

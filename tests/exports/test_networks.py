import io

import networkx as nx
import pytest

from tests.exports.hostile import LABEL, make_hostile, rewrite
from tests.small import Small
from workbook.exports import export
from workbook.exports.networks import graph


def read(content: bytes, format: str) -> nx.MultiDiGraph:
    if format == "gexf":
        return nx.read_gexf(io.BytesIO(content))
    return nx.read_graphml(io.BytesIO(content), force_multigraph=True)


@pytest.mark.parametrize("format", ["graphml", "gexf"])
def test_a_graph_read_back_has_every_actor_and_relation_with_its_quote(format: str, small: Small):
    dataset = small.load()
    network = read(export(dataset, format), format)
    assert set(network) == set(dataset.actors["actor"])
    assert network.nodes["mayor"]["part_of"] == "council"
    edges = {data["id"]: (one, other, data) for one, other, data in network.edges(data=True)} if format == "gexf" else {
        key: (one, other, data) for one, other, key, data in network.edges(keys=True, data=True)
    }  # fmt: skip
    assert list(edges) == list(dataset.relations["relation"])
    one, other, data = edges["council-supports"]
    assert (one, other, data["sign"], data["status"]) == ("council", "company", "positive", "asserted")
    assert dataset.text[data["quote_start"] : data["quote_end"]] == data["quote"]


@pytest.mark.parametrize("format", ["graphml", "gexf"])
def test_markup_and_line_ends_survive_and_what_xml_forbids_is_replaced(format: str, small: Small):
    make_hostile(small)
    rewrite(small, "actors", "Runs the ferry.", '"' + LABEL.replace('"', '""') + '"')
    text = small.text_file.read_bytes().decode().replace("The company denied", "The\r\ncompany\x02denied")
    small.set_text(text)
    for table in ("actors", "events", "claims"):
        rewrite(small, table, "The company denied the report", '"The\r\ncompany\x02denied the report"')
    rewrite(small, "hypotheses", "denied the report", "company\x02denied the report")
    rewrite(small, "actors", "The company; the company", "the company")
    node = read(export(small.load(), format), format).nodes["company"]
    assert node["summary"] == LABEL
    assert node["quote"] == "The\r\ncompany\ufffddenied the report"


def test_two_relations_of_a_pair_stay_two_edges(small: Small):
    small.append("relations", "again,council,opposes,company,negative,,author,asserted,the company needs the council,")
    assert graph(small.load()).number_of_edges("council", "company") == 2

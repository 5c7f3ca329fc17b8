"""Who deals with whom, as a directed graph in GraphML or GEXF.

An edge is one relation, not one tie: two actors may be joined by several, asserted by different speakers. Status and
sign stand on each edge, so that a denied or anticipated relation can be filtered out; none is dropped here.
"""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, Any

import networkx as nx

from workbook.exports.plain import Row, rows, xml_text
from workbook.schema import SCHEMA

if TYPE_CHECKING:
    from workbook.dataset import Dataset

# networkx gives GEXF the date of the day.
_TODAY = re.compile(rb' lastmodifieddate="[^"]*"')


def export(dataset: Dataset, format: str) -> bytes:
    """The actors and their relations, ``format`` being ``graphml`` or ``gexf``."""
    network = graph(dataset)
    buffer = io.BytesIO()
    if format == "gexf":
        # GEXF takes an edge's id from this attribute.
        nx.set_edge_attributes(network, {edge: edge[2] for edge in network.edges(keys=True)}, "id")
        nx.write_gexf(network, buffer)
    else:
        nx.write_graphml_xml(network, buffer, named_key_ids=True)
    # A carriage return within text must be written as a reference, or reading turns it into a line feed.
    return _TODAY.sub(b"", buffer.getvalue()).replace(b"\r", b"&#13;")


def graph(dataset: Dataset) -> nx.MultiDiGraph:
    """The graph: nodes and edges go by the ids of actors and relations and have their columns as attributes."""
    network: nx.MultiDiGraph = nx.MultiDiGraph(name=dataset.name, source=xml_text(str(dataset.source)))
    for actor in rows(dataset, "actors"):
        network.add_node(actor["actor"], label=xml_text(actor["name"]), **_attributes(actor, {"actor", "name"}))
    types = SCHEMA["relations"].column("type").codes
    for tie in rows(dataset, "relations"):
        network.add_edge(
            tie["subject"],
            tie["object"],
            key=tie["relation"],
            label=types.label(tie["type"]),
            relation_type=tie["type"],  # GEXF has a "type" of its own: directed or not
            **_attributes(tie, {"relation", "subject", "object", "type"}),
        )
    return network


def _attributes(row: Row, without: set[str]) -> dict[str, Any]:
    return {
        name: xml_text("; ".join(value) if isinstance(value, list) else value) if not isinstance(value, int) else value
        for name, value in row.items()
        if name not in without
    }

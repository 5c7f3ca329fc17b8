import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbook.analysis.layout import CHARACTER, LINE, layout


def box(graph: nx.Graph, node) -> tuple[float, float]:
    return CHARACTER * max(3, len(str(graph.nodes[node].get("name", node)))), LINE


def overlapping(graph: nx.Graph, places) -> list[tuple]:
    """Pairs of nodes whose boxes overlap."""
    nodes = list(graph)
    found = []
    for at, a in enumerate(nodes):
        for b in nodes[at + 1 :]:
            (wide_a, high_a), (wide_b, high_b) = box(graph, a), box(graph, b)
            apart_x, apart_y = abs(places[a][0] - places[b][0]), abs(places[a][1] - places[b][1])
            if apart_x < (wide_a + wide_b) / 2 and apart_y < (high_a + high_b) / 2:
                found.append((a, b))
    return found


@settings(max_examples=30)
@given(st.integers(1, 14), st.integers(0, 30), st.integers(0, 5), st.integers(1, 30))
def test_no_two_labels_overlap(nodes, edges, seed, letters):
    graph = nx.gnm_random_graph(nodes, edges, seed=seed)
    nx.set_node_attributes(graph, {node: "x" * (1 + node * letters % 31) for node in graph}, "name")
    places = layout(graph)
    assert list(places) == list(graph)
    assert overlapping(graph, places) == []


def test_sixty_named_actors_fit_the_frame():
    graph = nx.gnm_random_graph(60, 80, seed=3)
    nx.set_node_attributes(graph, "Al-Qaeda in Iraq", "name")
    places = layout(graph, width=1000, height=700)
    assert overlapping(graph, places) == []
    for node, (x, y) in places.items():
        wide, high = box(graph, node)
        assert wide / 2 - 0.1 <= x <= 1000 - wide / 2 + 0.1
        assert high / 2 - 0.1 <= y <= 700 - high / 2 + 0.1


def test_the_same_network_is_drawn_in_the_same_place():
    graph = nx.gnm_random_graph(25, 40, seed=1)
    assert layout(graph) == layout(graph.copy())


def test_neighbours_are_drawn_nearer_than_strangers():
    places = layout(nx.path_graph(6), sizes={node: (10, 10) for node in range(6)})

    def distance(a, b):
        return ((places[a][0] - places[b][0]) ** 2 + (places[a][1] - places[b][1]) ** 2) ** 0.5

    assert distance(0, 1) < distance(0, 3) < distance(0, 5)


def test_a_frame_too_small_grows():
    places = layout(nx.complete_graph(12), sizes={node: (60, 30) for node in range(12)}, width=100, height=100)
    assert max(x for x, _ in places.values()) > 100


@pytest.mark.parametrize("nodes", [0, 1, 2])
def test_very_small_networks_have_a_layout_too(nodes):
    assert len(layout(nx.empty_graph(nodes))) == nodes

"""Whatever is written, reading it is safe, bounded and fast."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.diagram import from_json, read_design, read_excalidraw, to_json
from bot.diagram.graph import Graph

PIECES = st.sampled_from(
    "client lb -> --> => : | & , ( ) [ ] { } \n ``` kafka the redis no drop instead of to from which it writes "
    "flowchart LR sequenceDiagram --text--> ->> <- \" ' ; . ? A[ (( -.-> == ~ > subgraph behind between 😀 _id".split(
        " "
    )
)


@given(st.one_of(st.text(max_size=300), st.lists(PIECES, max_size=60).map(" ".join)))
@settings(max_examples=300, deadline=None)
def test_any_text_is_read_without_an_error_and_with_its_places_inside(lexicon, text):
    graph = read_design(text, lexicon)

    for component in graph.components:
        assert all(0 <= mark.start < mark.end <= len(text) for mark in component.spans)
    ids = {component.id for component in graph.components}
    assert all(link.source in ids and link.target in ids and link.source != link.target for link in graph.connections)
    assert from_json(to_json(graph)) == Graph(graph.components, graph.connections, graph.notes, graph.pictured)


@pytest.mark.parametrize(
    "text",
    [
        "client -> lb, " * 3000,
        "a" * 40_000,
        "- " * 20_000,
        "-" * 40_000,
        "[" * 40_000,
        "flowchart LR\n" + "A[" * 20_000,
        "flowchart LR\n" + "A --> B\n" * 5000,
        "the gateway writes to Cassandra and " * 1100,
        "service " * 5000,
        "``` " * 10_000,
        "( " * 20_000,
        "sequenceDiagram\n" + "A->>B: x\n" * 4000,
        "\n".join(f"service {n} -> database {n}: rows" for n in range(1100)),
    ],
    ids=lambda text: text[:20],
)
def test_forty_thousand_characters_take_no_time(lexicon, text):
    started = time.perf_counter()
    graph = read_design(text[:40_000], lexicon)

    assert time.perf_counter() - started < 3
    assert len(graph.components) <= 150
    assert len(graph.connections) <= 500


@given(st.binary(max_size=200))
def test_any_bytes_are_read_as_a_drawing_or_refused_with_a_reason(lexicon, data):
    assert read_excalidraw(data, lexicon).reason in ("not_json", "not_excalidraw")

"""The subset of Mermaid that is read."""

from tests.diagram.conftest import shown


def test_a_flowchart_gives_boxes_and_labels(arrows):
    found = arrows(
        """```mermaid
flowchart LR
  subgraph edge [Edge]
  A([Phone]) & W["Web <br/> app"] -->|https, json| LB{Load balancer}
  end
  LB --> S1[API server]:::hot -- sql --> DB[(orders)]
  S1 -.->|events| K[[Kafka]] ==> W1>worker]; W1 --- X((S3))
  classDef hot fill:#f00
```"""
    )

    assert found == {
        "phone > load balancer: https, json",
        "web app > load balancer: https, json",
        "load balancer > api server",
        "api server > order: sql",
        "api server > kafka: events",
        "kafka > worker",
        "worker > s3",
    }


def test_a_cylinder_without_a_known_name_is_a_database(read):
    assert read("graph TD\nA[api] --> B[(orders)]").by_id["order"].role == "database"


def test_a_flowchart_needs_no_fence(arrows):
    assert arrows("graph TD\n  client --> LB\n  LB --> app[App server]") == {
        "client > load balancer",
        "load balancer > app server",
    }


def test_a_sequence_diagram_gives_messages_and_no_answers(arrows):
    found = arrows(
        """sequenceDiagram
  participant C as Client app
  C->>+API gateway: POST /orders
  API gateway->>Orders DB: insert
  Orders DB-->>API gateway: ok
  API gateway-->>-C: 201
  Note over C: done
  alt offline
  C-)Kafka: track
  end"""
    )

    assert found == {
        "client app > api gateway: POST /orders",
        "api gateway > order database: insert",
        "client app > kafka: track",
    }


def test_a_line_that_is_not_understood_is_named_and_the_rest_is_read(read):
    graph = read("```mermaid\nflowchart LR\n  A[client] --> B[lb]\n  A ->-> ??\n```")

    assert shown(graph) == {"client > load balancer"}
    assert [(note.kind, note.line, note.words) for note in graph.notes] == [("mermaid_line", 3, "A ->-> ??")]


def test_another_kind_of_diagram_is_said_to_be_one(read):
    graph = read("```mermaid\nclassDiagram\n  A <|-- B\n```")

    assert [note.kind for note in graph.notes][:1] == ["mermaid_kind"]
    assert not graph.components

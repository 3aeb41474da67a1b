"""A design beside the reference, and its way from the client to the store."""

import pytest

from bot.content.scenario import Design
from bot.diagram import compare, labelled_share, paths_to_storage, read_design
from tests.diagram.conftest import ROOT


@pytest.fixture(scope="module")
def reference() -> Design:
    return Design.model_validate(
        {
            "components": [
                {"id": "client", "name": "App", "role": "client"},
                {"id": "lb", "name": "Load balancer", "role": "load_balancer"},
                {"id": "post", "name": "Post service", "role": "app_server", "aliases": ["write service"]},
                {"id": "feed", "name": "Feed service", "role": "app_server", "aliases": ["timeline service"]},
                {"id": "cache", "name": "Feed cache", "role": "cache"},
                {"id": "posts", "name": "Post store", "role": "database"},
                {"id": "users", "name": "User database", "role": "database", "needed": False},
            ],
            "connections": [
                {"from": "client", "to": "lb"},
                {"from": "lb", "to": "feed"},
                {"from": "feed", "to": "cache"},
                {"from": "post", "to": "posts"},
            ],
            "leave_out": [{"name": "Search index", "why": "Nobody asked to search."}],
        }
    )


def test_components_are_matched_by_role_whatever_their_names(lexicon, reference):
    graph = read_design("browser -> nginx\nnginx -> write service\nwrite service -> mysql", lexicon)
    difference = compare(graph, reference, lexicon)

    assert {(match.theirs, match.reference) for match in difference.matched} == {
        ("browser", "client"),
        ("nginx", "lb"),
        ("write service", "post"),
        ("mysql", "posts"),
    }
    assert difference.missing == ("feed", "cache")
    assert difference.optional == ("users",)
    assert difference.extra == ()


def test_a_name_decides_between_two_of_one_role(lexicon, reference):
    graph = read_design("lb -> timeline svc\nlb -> post svc", lexicon)
    difference = compare(graph, reference, lexicon)

    assert difference.theirs_of("feed") == "timeline service"
    assert difference.theirs_of("post") == "post service"


def test_what_the_reference_leaves_out_comes_with_its_reason(lexicon, reference):
    graph = read_design("app -> lb\nlb -> elasticsearch: search", lexicon)
    difference = compare(graph, reference, lexicon)

    assert difference.extra == ("elasticsearch",)
    assert difference.left_out == (("elasticsearch", "Nobody asked to search."),)


def test_boxes_that_the_reference_joins_and_theirs_does_not_are_named(lexicon, reference):
    graph = read_design("app -> lb -> feed service\nfeed cache", lexicon)

    assert compare(graph, reference, lexicon).unconnected == (("feed", "cache"),)


def test_every_stored_thing_has_its_path_from_a_client(lexicon):
    graph = read_design(
        "phone -> LB -> app server -> kafka\nwriter -> kafka: consume\nwriter -> cassandra\nmongo", lexicon
    )

    paths = [path.ids for path in paths_to_storage(graph, lexicon)]
    assert paths == [("phone", "load balancer", "app server", "kafka", "message writer", "cassandra")]


def test_a_gap_leaves_no_path(lexicon):
    assert paths_to_storage(read_design("client -> node app\nredis\nmongo", lexicon), lexicon) == ()
    assert paths_to_storage(read_design("kafka -> flink -> clickhouse", lexicon), lexicon) == ()


def test_the_share_of_labelled_arrows(lexicon):
    assert labelled_share(read_design("client -> lb: https\nlb -> app server", lexicon)) == 0.5
    assert labelled_share(read_design("nothing here", lexicon)) == 0.0


def test_every_reference_component_is_found_when_drawn_by_its_own_name(lexicon):
    from bot.content import load_content

    for scenario in load_content([ROOT]).scenarios.values():
        named = {c.id: (c.name, *c.aliases) for c in scenario.design.components}
        names = {key: next(name for name in own if " and " not in name) for key, own in named.items()}
        lines = [f"{names[link.source]} -> {names[link.to]}: {link.carries}" for link in scenario.design.connections]
        graph = read_design("```\n" + "\n".join(lines) + "\n```", lexicon)
        drawn = {end for link in scenario.design.connections for end in (link.source, link.to)}
        difference = compare(graph, scenario.design, lexicon)

        assert not drawn & set(difference.missing), scenario.id

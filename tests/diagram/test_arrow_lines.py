"""Arrow lines in the notations that people type."""

import pytest


@pytest.mark.parametrize(
    "line",
    [
        "client -> lb: https",
        "client --> lb : https",
        "client => lb: https",
        "client → lb: https",
        "client --https--> lb",
        "client -- https --> lb",
        "client -[https]-> lb",
        "client to LB: https",
        "lb <- client: https",
        "- client -> LB: https",
        "1. Client -> LB (https)",
        "`client -> lb: https`",
        "```\nclient -> lb: https\n```",
        "client -&gt; lb: https",
    ],
)
def test_one_labelled_arrow_is_read_in_every_notation(line, arrows):
    assert arrows(line) == {"client > load balancer: https"}


def test_a_chain_gives_its_label_to_every_link(arrows):
    assert arrows("browser -> LB -> map svc -> redis : GET map") == {
        "browser > load balancer: GET map",
        "load balancer > map service: GET map",
        "map service > redis: GET map",
    }


def test_several_targets_and_sources_each_get_an_arrow(arrows):
    assert arrows("gateway -> kafka, redis") == {"gateway > kafka", "gateway > redis"}
    assert arrows("phone & laptop -> cdn: GET pictures") == {
        "phone > cdn: GET pictures",
        "laptop > cdn: GET pictures",
    }


def test_lone_greater_signs_are_arrows_only_between_known_names(arrows):
    assert arrows("client > LB > app server > postgres") == {
        "client > load balancer",
        "load balancer > app server",
        "app server > postgres",
    }
    assert arrows("latency > 200 ms is too slow", "reads > writes") == set()


def test_boxes_without_arrows_are_lonely(read):
    graph = read("client -> node app\nredis\nmongo\nkafka")

    assert [component.id for component in graph.lonely] == ["redis", "mongodb", "kafka"]


def test_a_row_of_boxes_between_bars_has_no_arrows(read):
    graph = read("client | load balancer | postgres")

    assert [c.id for c in graph.components] == ["client", "load balancer", "postgres"]
    assert graph.connections == ()


def test_an_arrow_that_means_therefore_is_not_drawn(arrows):
    assert arrows("1 box can't hold 750k/s + all conns → loc svc becomes N nodes") == set()
    assert arrows("seen → dropped, so no doubles") == set()
    assert arrows("a ride is money, can't live in mem → trip svc + postgres") == set()


def test_the_path_after_a_colon_is_read_and_the_talk_around_it_is_not(arrows):
    found = arrows(
        "gw -> loc svc -> redis", "write side: ping → gw → loc svc → overwrite in cell. 750k/s, never touches pg."
    )

    assert found == {"gateway > location service", "location service > redis"}


@pytest.mark.parametrize(
    "line",
    [
        "POST /v1/links {long_url} -> 201 {code}",
        "GET /{code}\n-> 302, Location: long_url",
        "follows PK followee_id, CK follower_id  -> fan-out",
        "dedup PK (author_id, client_post_id) -> post_id, insert if not exists",
        "NEWS { owner, last number } -> { list of versions }",
    ],
)
def test_an_api_or_a_table_is_not_a_drawing(line, arrows):
    assert arrows("```\n" + line + "\n```") == set()


def test_names_in_brackets_and_labels_in_brackets_are_told_apart(arrows):
    assert arrows("[client] --> [LB] --> [app server]") == {"client > load balancer", "load balancer > app server"}
    assert arrows("order service -> kafka [order_created]") == {"order service > kafka: order_created"}


def test_a_second_path_after_a_semicolon_begins_anew(arrows):
    assert arrows("client → app servers → Redis; on a miss app servers → PostgreSQL") == {
        "client > app server",
        "app server > redis",
        "app server > postgres",
    }


def test_short_forms_mean_the_same_box(arrows):
    assert arrows("app -> api gateway", "gateway -> post svc", "API GW -> post service") == {
        "app > api gateway",
        "api gateway > post service",
    }


def test_a_product_in_brackets_is_another_name_of_its_box(read):
    graph = read("middle machines -> list (Postgres): one row per saving", "postgres -> replica: wal")

    assert [c.id for c in graph.components] == ["middle machine", "list", "replica"]
    assert graph.by_id["list"].role == "database"


def test_an_unknown_name_gets_its_role_from_its_last_word(read):
    graph = read("seat map service -> blorb: rows")

    assert graph.by_id["seat map service"].role == "app_server"
    assert graph.by_id["blorb"].role is None


def test_spans_point_at_the_words_of_their_own_message(read):
    texts = ("ok, first:\nphone -> LB", "and LB -> chat server")
    graph = read(*texts)

    for component, words in (("phone", "phone"), ("load balancer", "LB"), ("chat server", "chat server")):
        turn, start, end = graph.by_id[component].spans[0]
        assert texts[turn][start:end] == words


def test_what_is_struck_or_quoted_is_not_read(arrows):
    assert arrows("~client -> kafka: x~\n> lb -> redis: what the interviewer said") == set()


def test_boxes_in_brackets_keep_their_names(arrows):
    assert arrows("```\n[App] --HTTPS--> [Post Service] --INSERT--> [(Cassandra posts)]\n```") == {
        "app > post service: HTTPS",
        "post service > cassandra post: INSERT",
    }


def test_a_call_with_its_answer_is_no_arrow(read):
    assert not read("createPost(author, text) → postId").connections


def test_a_product_written_in_humps_is_one_word(read):
    assert read("Flink -> ClickHouse : counts").roles == {"stream_processor", "warehouse"}


def test_the_part_that_ends_a_clause_between_arrows_is_its_box(arrows):
    assert "user > load balancer" in arrows("User types → request is coming to load balancer → app server")

"""A design told in sentences, and what later sentences take back."""

import pytest


def test_a_chain_of_sentences_becomes_a_chain_of_boxes(arrows):
    found = arrows(
        "The phone talks to a load balancer over HTTPS, which hands it to one of several chat servers; they write to "
        "Kafka. A message writer consumes from Kafka and stores the messages in Cassandra."
    )

    assert found == {
        "phone > load balancer: https",
        "load balancer > chat server",
        "chat server > kafka",
        "kafka > message writer",
        "message writer > cassandra: messages",
    }


def test_it_after_a_store_is_the_one_who_asked_the_store(arrows):
    found = arrows("the app servers check redis first, on a miss they read from postgres and put it in redis")

    assert found == {"app server > redis", "app server > postgres"}


def test_in_front_behind_and_between_say_who_comes_first(arrows):
    assert arrows("in front a distributor, behind it several equal machines") == {"distributor > machine"}
    assert arrows("API servers with nginx in front.") == {"nginx > api server"}
    assert arrows("A cache sits between the API servers and the database.") == {
        "api server > cache",
        "cache > database",
    }


def test_through_puts_a_box_in_the_way(arrows):
    assert arrows("the client talks to the app server through a load balancer") == {
        "client > load balancer",
        "load balancer > app server",
    }


def test_what_was_named_last_can_be_called_it_and_there(arrows):
    assert arrows("There is a web server in the middle. Browsers talk to it. It saves rows in a database.") == {
        "browser > web server",
        "web server > database: rows",
    }
    assert arrows("The gateway puts it on a Kafka topic. Consumers read from there and write it to Cassandra.") == {
        "gateway > kafka",
        "kafka > consumer",
        "consumer > cassandra",
    }


def test_backed_by_and_a_new_doer_after_and(arrows):
    found = arrows(
        "A desktop client uploads chunks directly to S3; metadata goes to the metadata service, backed by MySQL. "
        "The metadata service publishes to an SQS queue and the notification service tells the other clients."
    )

    assert found == {
        "desktop > s3: chunks",
        "desktop > metadata service",
        "metadata service > mysql",
        "metadata service > sqs queue",
        "notification service > desktop",
    }


def test_requests_without_a_sender_go_on_from_where_they_come_in(arrows):
    assert arrows("Requests come in through a load balancer and land on the booking service.") == {
        "load balancer > booking service"
    }


def test_a_cache_server_is_a_cache_and_a_user_service_is_none(read):
    graph = read("lb -> cache server\nlb -> user service\nlb -> gateway nodes")

    assert [c.role for c in graph.components] == ["load_balancer", "cache", "app_server", "api_gateway"]


def test_from_one_box_several_arrows_can_go(arrows):
    assert arrows("From API one arrow to Postgres and one arrow to RabbitMQ.") == {
        "api server > postgres",
        "api server > rabbitmq",
    }


def test_by_turns_an_arrow_round(arrows):
    assert arrows("The feed service is fed by Kafka and it queries the graph service.") == {
        "kafka > feed service",
        "feed service > graph service",
    }


@pytest.mark.parametrize(
    "sentence",
    [
        "We don't need a CDN because there is no media.",
        "No cache, the reads are cheap.",
        "I would rather go without a message queue.",
        "Should I add a CDN?",
        "With more time I'd add Elasticsearch for search.",
    ],
)
def test_what_is_denied_asked_or_only_imagined_is_no_box(sentence, read):
    assert read(sentence).components == ()


def test_dropping_a_box_joins_what_stood_around_it(arrows):
    assert arrows("client -> lb -> app server -> redis -> postgres", "drop the cache") == {
        "client > load balancer",
        "load balancer > app server",
        "app server > postgres",
    }


@pytest.mark.parametrize(
    "correction",
    [
        "instead of Kafka, RabbitMQ",
        "RabbitMQ instead of Kafka",
        "replace Kafka with RabbitMQ",
        "let's use RabbitMQ rather than Kafka",
    ],
)
def test_one_box_takes_the_place_and_the_arrows_of_another(correction, arrows):
    found = arrows("client -> gateway -> kafka -> worker -> cassandra", correction)

    assert "gateway > rabbitmq" in found
    assert "rabbitmq > worker" in found
    assert not any("kafka" in arrow for arrow in found)


def test_straight_takes_out_what_stood_between(arrows):
    assert arrows(
        "client -> gateway -> kafka -> worker -> cassandra", "no, the gateway writes straight to Cassandra"
    ) == {
        "client > gateway",
        "gateway > cassandra",
    }


def test_not_needed_after_all_takes_a_box_away(read):
    graph = read("client -> gateway -> redis -> mysql", "we don't need the cache after all")

    assert "redis" not in graph.by_id


def test_talk_about_a_drawing_adds_nothing_to_it(read):
    drawing = "phone -> LB\nLB -> chat server\nchat server -> kafka\nkafka -> writer\nwriter -> cassandra"
    talk = "kafka because a queue absorbs the peak; nobody loses a message when a server or the database dies"

    assert read(drawing, talk).connections == read(drawing).connections


def test_a_bare_word_for_a_role_is_the_one_box_of_that_role(read):
    graph = read("phone -> server -> db", "the db is Postgres", "phone -> LB -> api servers -> postgres")

    assert sorted(graph.roles) == ["app_server", "client", "database", "load_balancer"]
    assert len(graph.components) == 4


def test_a_thing_handed_on_makes_an_arrow_and_is_its_label(arrows):
    found = arrows("Fetchers get the page. A parser takes the page and writes the text to the page store.")

    assert {"crawler > parser: page", "parser > page store: text"} <= found


def test_what_is_passed_on_keeps_its_name(arrows):
    found = arrows("The phone sends the position to the gateway. The gateway forwards it to the location service.")

    assert found == {"phone > gateway: position", "gateway > location service: position"}


def test_a_verbs_word_before_service_is_part_of_a_name(arrows):
    assert arrows("The gateway goes to post service and feed service.") == {
        "gateway > post service",
        "gateway > feed service",
    }


def test_long_prose_is_not_taken_for_talk_about_a_drawing(read):
    told = (
        "The app talks to the gateway. The gateway calls the order service. The order service writes to Postgres. "
        "Postgres feeds a replica. The order service publishes events to Kafka. A mailer consumes from Kafka."
    )

    assert read(told).pictured == 0
    assert ("kafka", "email service") in {(link.source, link.target) for link in read(told).connections}


def test_which_host_and_one_per_host_name_no_box(read):
    assert not read("A heap says which server may be asked next, one per server.").components

"""Pictures of a design."""

import xml.etree.ElementTree as ET

import pytest

from bot.content.scenario import Design
from bot.diagram import (
    Captions,
    Component,
    Connection,
    Graph,
    alt_text,
    compare,
    draw,
    draw_beside,
    picture,
    read_design,
)

HOSTILE = '</text><script>alert(1)</script>" \\N \\n & <b> ]]> {a|b} \x00 \u2061'


def test_a_picture_is_a_png_of_a_bounded_size(lexicon):
    data = picture(read_design("client -> lb: https\nlb -> app\napp -> postgres", lexicon))

    assert data[:8] == b"\x89PNG\r\n\x1a\n"
    assert int.from_bytes(data[16:20], "big") <= 2400


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_same_design_gives_the_same_bytes(lexicon, theme):
    graph = read_design("client -> lb: https\nlb -> kafka: x", lexicon)

    assert draw(graph, theme) == draw(graph, theme)
    assert picture(graph, theme) == picture(graph, theme)


def test_hostile_names_and_labels_are_only_text():
    graph = Graph((Component("a", HOSTILE, None), Component("b", "b", "database")), (Connection("a", "b", HOSTILE),))
    svg = draw(graph)

    tags = {element.tag.split("}")[-1] for element in ET.fromstring(svg).iter()}
    assert tags <= {"svg", "g", "path", "polygon", "polyline", "text", "ellipse"}


def test_a_crowd_of_boxes_is_cut_to_sixty():
    many = tuple(Component(f"c{n}", f"service {n}", "app_server") for n in range(150))
    svg = draw(Graph(many, tuple(Connection(f"c{n}", f"c{n + 1}", "x" * 160) for n in range(149))))

    assert svg.count('class="node"') == 60


def test_an_empty_design_has_an_empty_picture():
    assert ET.fromstring(draw(Graph())) is not None
    assert alt_text(Graph()) == ""


def test_a_difference_is_said_in_words_and_by_its_border(lexicon):
    design = Design.model_validate(
        {"components": [{"id": "lb", "name": "Load balancer", "role": "load_balancer"},
                        {"id": "c", "name": "Feed cache", "role": "cache"}]}
    )  # fmt: skip
    graph = read_design("lb -> kafka: x", lexicon)
    words = Captions("Yours", "Reference", "only in yours", "not in yours")
    svg = draw_beside(graph, design, compare(graph, design, lexicon), words)

    assert svg.count(">only in yours<") == 1
    assert svg.count(">not in yours<") == 1
    assert "stroke-dasharray" in svg
    assert svg.index(">Yours<") > 0
    assert svg.index(">Reference<") > 0


def test_alt_text_says_every_arrow_and_every_lonely_box(lexicon):
    assert alt_text(read_design("phone -> LB: https\nLB -> app server\nredis", lexicon)) == (
        "phone → LB (https); LB → app server; redis"
    )

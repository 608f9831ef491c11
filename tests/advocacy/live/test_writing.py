"""Two people write in one text, over the wire."""

from flask import Flask

from advocacy.database import session
from advocacy.live import document, queries
from tests.make import coalition as make
from tests.make import live
from tests.make.live import Editor


def test_two_people_type_into_one_paragraph_and_read_the_same(app: Flask) -> None:
    group = make.group()
    rim, sami = make.rapporteur(group), make.rapporteur(group)
    paper = live.shared(live.make.dossier(group))
    with live.relay(app) as relay:
        one = Editor(relay.port, paper.text, rim).come()
        other = Editor(relay.port, paper.text, sami).come()
        one.settle(other)
        assert "حقّ الأسر" in one.says
        one.type(" مرحبا 🕊", 0)
        other.type("Hello ", 0, at=0)
        one.settle(other)
        assert "مرحبا 🕊" in other.says and "Hello " in one.says
        one.go()
        one.type("غائبًا ", 2, at=0)
        other.type(" meanwhile", 2)
        one.come()
        one.settle(other)
        assert "غائبًا" in other.says and "meanwhile" in one.says
    session.rollback()
    assert document.nodes_of(one.doc) == queries.nodes_of(paper.text)

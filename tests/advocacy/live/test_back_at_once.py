"""A relay died with words that it had passed on and not kept; everybody comes back at the same moment."""

from flask import Flask

from advocacy.database import session
from advocacy.live import document, queries
from tests.make import coalition as make
from tests.make import live
from tests.make.live import Editor


def test_those_who_hold_one_anothers_last_words_all_come_back_at_the_first_try(app: Flask) -> None:
    group = make.group()
    paper, people = live.shared(live.make.dossier(group)), [make.rapporteur(group) for _ in range(4)]
    with live.relay(app) as relay:
        editors = [Editor(relay.port, paper.text, person).come() for person in people]
        editors[0].settle(*editors[1:])
        for one in editors:
            one.type(f" {one.hello['client']}", 0)
        editors[0].settle(*editors[1:])
        for one in editors:
            one.go()
        for one in editors:  # passed on, and lost with the relay
            one.type(" بعد", 0)
        for one in editors:
            for other in editors:
                one.is_reading = True
                one.doc.apply_update(other.doc.get_update(one.doc.get_state()))
                one.is_reading = False
        for one in editors:
            one.come()
        live.until(lambda: len(relay.relay.hub._rooms[paper.text.id].connections) == 4, "all to be there")
        editors[0].settle(*editors[1:])
        assert [one.notices for one in editors] == [[]] * 4
    session.rollback()
    assert document.nodes_of(editors[0].doc) == queries.nodes_of(paper.text)
    assert editors[0].says.count("بعد") == 4

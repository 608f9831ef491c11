"""Random acts of many people over calls, after each of which the eight sentences must hold."""

from hypothesis.stateful import invariant

from advocacy.database import session
from advocacy.signoff.models import Call
from tests.acts import sentences
from tests.acts.consents import hear_of_standing
from tests.acts.lasting import Lasting
from tests.acts.world import World


class Acts(Lasting):
    """What people of four organisations, coordinators, committees and strangers may do in any order."""

    def _look(self) -> World:
        """The world as the database has it now, with what has ended."""
        session.rollback()
        session.expire_all()
        hear_of_standing(self.world)
        for call in self.world.calls:
            row = session.get_one(Call, call)
            if row.outcome is not None:
                self.world.ended.setdefault(call, (row.outcome, row.closed_at, row.tally))
        return self.world

    @invariant()
    def sentence_1_nobody_is_listed_who_did_not_accept(self) -> None:
        sentences.nobody_is_listed_under_a_text_that_it_did_not_accept(self._look())

    @invariant()
    def sentence_2_nothing_acknowledged_is_lost(self) -> None:
        sentences.nothing_acknowledged_is_lost(self._look())

    @invariant()
    def sentence_3_a_withheld_name_appears_nowhere(self) -> None:
        sentences.a_withheld_name_appears_nowhere(self._look())

    @invariant()
    def sentence_4_the_arabic_is_right(self) -> None:
        sentences.the_arabic_is_right(self._look())

    @invariant()
    def sentence_5_the_same_input_gives_the_same_bytes(self) -> None:
        sentences.the_same_input_gives_the_same_bytes(self._look())

    @invariant()
    def sentence_6_every_refusal_says_what_to_do(self) -> None:
        sentences.every_refusal_says_what_to_do(self._look())

    @invariant()
    def sentence_7_it_works_on_a_bad_line(self) -> None:
        sentences.it_works_on_a_bad_line(self._look())

    @invariant()
    def sentence_8_whoever_is_not_named_gets_in_nowhere(self) -> None:
        sentences.whoever_is_not_named_gets_in_nowhere(self._look())

"""What all random acts stand on: the people, an act, and what comes of it."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any, ClassVar

from flask import Flask
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule
from sqlalchemy import select

from advocacy.accounts.models import Person
from advocacy.coalition.models import Visibility
from advocacy.database import session
from advocacy.drafting.models import Dossier
from advocacy.mail import MailInDoubt, MailRefused, MailUnreachable
from advocacy.publishing.models import Issue, IssueState
from advocacy.signoff import actions
from advocacy.signoff.models import (
    Answer,
    Call,
    Choice,
    Purpose,
)
from tests.acts.consents import hear_of_standing
from tests.acts.world import World
from tests.advocacy.signoff.hard_cases.changed import changed_source
from tests.make.drafting import frozen_dossier
from tests.make.publishing import make_files

NUMBER = st.integers(0, 7)
SIGNATURES = st.sampled_from((Choice.SIGN, Choice.SIGN, Choice.SIGN_WITH_RESERVATION))
CHOICES = st.one_of(SIGNATURES, st.sampled_from((Choice.ABSTAIN, Choice.OBJECT, Choice.RECUSE, Choice.NO_OBJECTION)))
VISIBILITIES = st.sampled_from((Visibility.PUBLIC, Visibility.PUBLIC, *Visibility))
TYPED = st.sampled_from(("نتحفّظ <b>هنا</b>.", ""))
TROUBLE = st.sampled_from((None, None, MailInDoubt("x"), MailUnreachable("x"), MailRefused("550 x", for_good=True)))
RULES: tuple[tuple[str, dict[str, Any]], ...] = (
    ("opt_in", {}),
    ("opt_in", {"close_early": "never"}),
    ("quorum_majority", {"quorum_percent": 50, "majority": "two_thirds", "close_early": "when_certain"}),
    ("quorum_majority", {"objection_blocks": True, "otherwise": "signatories", "voice": "undersigned"}),
    ("consensus", {"minus": 1}),
)
WORDS = {
    Choice.SIGN_WITH_RESERVATION: {"reservation": "نتحفّظ على المهلة."},
    Choice.OBJECT: {"reason": "الكلمة تُلزم بما لا يُطلب.", "proposal": "نوقّع بكلمة أخرى."},
}
SPELLING = (("أحبّتها", "أحبّائها"), ("أحبّائها", "أحبّتها"))
MONTHS = (("6 أشهر", "9 أشهر", "6 months", "9 months"), ("9 أشهر", "6 أشهر", "9 months", "6 months"))


class Gathering(RuleBasedStateMachine):
    """A coalition that has gathered, with one call open. `app` is set by whoever runs it."""

    app: ClassVar[Flask]

    @initialize()
    def the_coalition_gathers(self) -> None:
        self.world = World(self.app)
        self.the_coordinator_opens_a_call(0, 96, False, False)

    @rule(number=NUMBER, hours=st.sampled_from((30, 96)), is_wording=st.booleans(), is_new=st.booleans())
    def the_coordinator_opens_a_call(self, number: int, hours: int, is_wording: bool, is_new: bool) -> None:
        if len(self.world.calls) >= 3:
            return
        # a paper whose call was called off, or whose wording was agreed, may come before the members again
        dossier = frozen_dossier().id if is_new or not self.world.calls else self.world.call(number).dossier_id
        rule_, values = RULES[number % len(RULES)]
        now = self.world.now()
        call = self.world.act(
            lambda: actions.open_call(
                session.get_one(Dossier, dossier),
                soft_at=now + timedelta(hours=hours / 2),
                closes_at=now + timedelta(hours=hours),
                timezone="Asia/Damascus",
                purpose=Purpose.WORDING if is_wording else Purpose.SIGNATURE,
                rule=None if is_wording else rule_,
                values=None if is_wording else values,
                by=self._person(self.world.coordinator),
            )
        )
        if call is not None:
            self.world.calls.append(call.id)

    def _three(self, call: int, house: int, person: int) -> tuple[Call, int, int]:
        """A call, an organisation, and one of its people."""
        organisation = list(self.world.people)[house % len(self.world.people)]
        people = self.world.people[organisation]
        return self.world.call(call), organisation, people[person % len(people)]

    def _person(self, number: int) -> Person:
        return session.get_one(Person, number)

    def _one_of(self, table: Any, number: int, *which: Any) -> Any:
        rows = session.scalars(select(table).where(*which).order_by(table.id)).all()
        return rows[number % len(rows)] if rows else None

    def _answering(self, call: int, organisation: int, who: int, work: Callable[[], Answer | None]) -> Answer | None:
        answer = self.world.act(work)
        if answer is None:
            self.world.note(self.world.refusals[-1] if self.world.refusals else None, call, organisation, who)
            return None
        hear_of_standing(self.world)  # what had become an answer by itself comes before
        self.world.remember(answer)
        return answer

    def _other_words(self, call: Call, is_number: bool) -> tuple[str, str]:
        ar, en = changed_source(call, "ar"), changed_source(call, "en")
        if is_number:
            old, new, before, after = next(swap for swap in MONTHS if swap[0] in ar)
            return ar.replace(old, new), en.replace(before, after)
        old, new = next(swap for swap in SPELLING if swap[0] in ar)
        return ar.replace(old, new), en

    def _make_files(self) -> None:
        for issue in session.scalars(select(Issue).where(Issue.state == IssueState.PREPARING)).all():
            make_files(issue)

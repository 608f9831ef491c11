"""Random acts around a call: mandates, outages, other words, time, the worker, the end, the issue, denials."""

from datetime import timedelta

from hypothesis import strategies as st
from hypothesis.stateful import rule

from advocacy.coalition import actions as coalition
from advocacy.coalition.models import Mandate, Organisation, Status, Visibility
from advocacy.database import session
from advocacy.mail import MailInDoubt, MailRefused, MailUnreachable
from advocacy.publishing import actions as publishing
from advocacy.publishing.models import Issue, IssueState
from advocacy.signoff import actions
from advocacy.signoff.models import (
    Call,
    Change,
    ChangeClass,
    Denial,
)
from tests.acts.gathering import NUMBER, Gathering
from tests.acts.world import Held, Step
from tests.make.worker import work_off


class Running(Gathering):
    """Acts of coordinators, committees and of the clock."""

    @rule(house=NUMBER, person=NUMBER, days=st.sampled_from((None, 1, 3)))
    def a_mandate_is_given(self, house: int, person: int, days: int | None) -> None:
        _call, organisation, who = self._three(0, house, person)
        until = None if days is None else (self.world.now() + timedelta(days=days)).date()
        mandate = self.world.act(
            lambda: coalition.record_mandate(
                session.get_one(Organisation, organisation), self._person(who), until=until, by=None
            )
        )
        if mandate is not None and mandate.id not in {held.row for held in self.world.mandates}:
            self.world.mandates.append(Held(mandate.id, organisation, who, until))

    @rule(number=NUMBER)
    def a_mandate_is_revoked(self, number: int) -> None:
        held = self.world.mandates[number % len(self.world.mandates)]
        self.world.act(
            lambda: coalition.revoke_mandate(
                session.get_one(Mandate, held.row), reason="انتهت المهمّة.", by=self._person(self.world.coordinator)
            )
        )
        held.revoked_on = held.revoked_on or self.world.now().date()

    @rule(house=NUMBER, is_back=st.booleans())
    def a_member_is_suspended_or_comes_back(self, house: int, is_back: bool) -> None:
        _call, organisation, _who = self._three(0, house, 0)
        status = Status.MEMBER if is_back else Status.SUSPENDED
        changed = self.world.act(
            lambda: coalition.change_status(
                session.get_one(Organisation, organisation), status, reason="قرار الهيئة.", by=None
            )
        )
        if changed is not None:
            self.world.statuses.append((organisation, self.world.now().date(), is_back))

    @rule(call=NUMBER, house=NUMBER, person=NUMBER, is_region=st.booleans())
    def the_power_is_off_somewhere(self, call: int, house: int, person: int, is_region: bool) -> None:
        found, organisation, who = self._three(call, house, person)

        def report() -> object:
            open_ = session.get_one(Call, found.id)
            if is_region:
                return actions.report_outage_in(open_, "حلب", by=self._person(self.world.coordinator))
            house_ = session.get_one(Organisation, organisation)
            return actions.report_own_outage(open_, house_, by=self._person(who))

        self.world.act(report)

    @rule(call=NUMBER, is_editorial=st.booleans(), is_number=st.booleans())
    def the_text_is_changed(self, call: int, is_editorial: bool, is_number: bool) -> None:
        found = self.world.call(call)
        old, id_, class_ = found.seal, found.id, ChangeClass.EDITORIAL if is_editorial else ChangeClass.SUBSTANTIVE
        ar, en = self._other_words(found, is_number)
        change = self.world.act(
            lambda: actions.change_text(
                session.get_one(Call, id_),
                {"ar": ar, "en": en},
                change_class=class_,
                reason="صُحّح اللفظ.",
                closes_at=None if is_editorial else self.world.now() + timedelta(days=6),
                by=self._person(self.world.coordinator),
            )
        )
        if change is not None:
            assert not (is_editorial and is_number), "a number is no matter of form"
            self.world.steps.append(Step(id_, old, session.get_one(Call, id_).seal, is_editorial, change.id))
            if not is_editorial:
                self.world.ended.pop(id_, None)

    @rule(number=NUMBER, person=NUMBER)
    def a_signatory_raises_a_change(self, number: int, person: int) -> None:
        change = self._one_of(Change, number)
        if change is None:
            return
        id_, call = change.id, change.call_id
        _call, organisation, who = self._three(0, number + person, person)
        raised = self.world.act(
            lambda: actions.raise_change(
                session.get_one(Change, id_), session.get_one(Organisation, organisation), by=self._person(who)
            )
        )
        step = next(one for one in self.world.steps if one.row == id_)
        if raised is not None and step.is_editorial:
            step.is_editorial = False
            self.world.ended.pop(call, None)

    @rule(call=NUMBER, house=NUMBER, person=NUMBER)
    def a_signature_is_confirmed(self, call: int, house: int, person: int) -> None:
        found, organisation, who = self._three(call, house, person)
        visibility = Visibility.WITHHELD if organisation == self.world.hidden else Visibility.PUBLIC
        self._answering(
            found.id,
            organisation,
            who,
            lambda: actions.confirm_signature(
                session.get_one(Call, found.id),
                session.get_one(Organisation, organisation),
                seal=found.seal,
                visibility=visibility,
                knows_few=True,
                by=self._person(who),
            ),
        )

    @rule(hours=st.sampled_from((1, 13, 25, 49)))
    def time_passes(self, hours: float) -> None:
        self.world.move(hours)

    @rule(call=NUMBER)
    def the_last_moment_comes(self, call: int) -> None:
        self.world.clock.set(max(self.world.call(call).closes_at, self.world.now()))
        self.the_worker_comes_by(None)

    @rule(
        trouble=st.sampled_from(
            (None, None, MailInDoubt("x"), MailUnreachable("x"), MailRefused("550 x", for_good=True))
        )
    )
    def the_worker_comes_by(self, trouble: Exception | None) -> None:
        if trouble is not None:
            self.world.mail.refuse.append(trouble)
        work_off("signoff.standing", "signoff.close", "signoff.remind", "signoff.hand_on", "outbox.send", rounds=40)
        self.world.mail.refuse.clear()

    @rule(call=NUMBER, is_called_off=st.booleans())
    def the_coordinator_ends_a_call(self, call: int, is_called_off: bool) -> None:
        id_, by = self.world.call(call).id, self.world.coordinator

        def end() -> Call:
            found = session.get_one(Call, id_)
            if is_called_off:
                return actions.call_off(found, reason="تغيّر الظرف.", by=self._person(by))
            return actions.close_call(found, by=self._person(by))

        self.world.act(end)

    @rule(call=NUMBER)
    def the_coordinator_issues_it(self, call: int) -> None:
        id_ = self.world.call(call).id
        issue = self.world.act(
            lambda: publishing.issue_paper(
                session.get_one(Call, id_), dated=self.world.now().date(), by=self._person(self.world.coordinator)
            )
        )
        if issue is not None:
            self._make_files()

    @rule(number=NUMBER, house=NUMBER)
    def the_coordinator_issues_it_anew(self, number: int, house: int) -> None:
        issue = self._one_of(Issue, number, Issue.state == IssueState.CURRENT)
        if issue is None:
            return
        id_ = issue.id
        _call, organisation, _who = self._three(0, house, 0)
        newer = self.world.act(
            lambda: publishing.reissue(
                session.get_one(Issue, id_),
                without=[session.get_one(Organisation, organisation)],
                note="تغيّرت القائمة.",
                by=self._person(self.world.coordinator),
            )
        )
        if newer is not None:
            self._make_files()

    @rule(call=NUMBER, house=NUMBER, language=st.integers(0, 1))
    def a_house_says_that_it_never_signed(self, call: int, house: int, language: int) -> None:
        found, organisation, _who = self._three(call, house, 0)
        one = session.get_one(Organisation, organisation)
        id_, name = found.id, (one.name_ar, one.name_en)[language]
        self.world.act(lambda: actions.ask_what_stands(session.get_one(Call, id_), name))
        denial = self._one_of(Denial, 0, Denial.call_id == id_, Denial.organisation_id == organisation)
        if denial is not None:
            denied = denial.id
            self.world.act(lambda: actions.deny_signature(session.get_one(Denial, denied)))

    @rule(number=NUMBER, is_upheld=st.booleans())
    def a_denial_is_settled(self, number: int, is_upheld: bool) -> None:
        denial = self._one_of(Denial, number)
        if denial is not None:
            id_ = denial.id
            self.world.act(
                lambda: actions.settle_denial(
                    session.get_one(Denial, id_),
                    is_upheld=is_upheld,
                    reason="نُظر.",
                    by=self._person(self.world.arbiter),
                )
            )

    @rule(statements=st.integers(1, 45))
    def the_power_will_fail(self, statements: int) -> None:
        self.world.cut_at = statements

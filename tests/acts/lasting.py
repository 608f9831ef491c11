"""Random acts before anybody is asked and after the text is out: consents, accessions, names opened by two officers."""

from datetime import timedelta

from hypothesis import strategies as st
from hypothesis.stateful import rule
from sqlalchemy import select

from advocacy.coalition.models import Organisation, Visibility
from advocacy.contacts.models import Office
from advocacy.database import session
from advocacy.dispatch.recipients import offer_recipients
from advocacy.publishing import actions as publishing
from advocacy.publishing.models import Issue, IssueState
from advocacy.signoff import actions
from advocacy.signoff.actions.opening import ask_opening, confirm_opening, read_names, shut_opening
from advocacy.signoff.models import Accession, Call, Choice, Instruction, Opening, StandingUse
from advocacy.signoff.queries import recipients_of
from papers.kinds import KINDS
from tests.acts.answering import Answering
from tests.acts.gathering import NUMBER, VISIBILITIES
from tests.acts.running import Running
from tests.acts.world import Acceded, Consent

PDF = b"%PDF-1.7 decision of the board"
REASON = "تهديد وصل إلى موقّع، ونحتاج إلى تحذيره."


class Lasting(Answering, Running):
    """Acts of organisations around the call, and of those who keep their names."""

    @rule(house=NUMBER, person=NUMBER, visibility=VISIBILITIES, days=st.sampled_from((2, 300)), knows=st.booleans())
    def a_house_consents_beforehand(
        self, house: int, person: int, visibility: Visibility, days: int, knows: bool
    ) -> None:
        _call, organisation, who = self._three(0, house, person)
        today = self.world.now().date()
        instruction = self.world.act(
            lambda: actions.give_instruction(
                session.get_one(Organisation, organisation),
                kinds=list(KINDS),
                visibility=Visibility.WITHHELD if organisation == self.world.hidden else visibility,
                since=today,
                until=today + timedelta(days=days),
                proof=PDF,
                proof_name="قرار.pdf",
                knows_few=knows,
                by=self._person(who),
            )
        )
        if instruction is not None:
            assert self.world.may_sign(organisation, who), "a consent of somebody whom nobody has authorised"
            self.world.consents.append(Consent(instruction.id, organisation, who))

    @rule(number=NUMBER, person=NUMBER, by_the_house=st.booleans())
    def a_consent_is_confirmed(self, number: int, person: int, by_the_house: bool) -> None:
        if not self.world.consents:
            return
        consent = self.world.consents[number % len(self.world.consents)]
        who = None if by_the_house else self.world.people[consent.organisation][person % 2]
        confirmed = self.world.act(
            lambda: actions.confirm_instruction(
                session.get_one(Instruction, consent.row), by=self._person(who) if who else None
            )
        )
        if confirmed is not None and consent.confirmed_at is None:
            assert who is None or self.world.may_sign(consent.organisation, who)
            consent.confirmed_at, consent.confirmed_by = self.world.now(), who

    @rule(number=NUMBER, person=NUMBER, by_the_house=st.booleans())
    def a_consent_is_revoked(self, number: int, person: int, by_the_house: bool) -> None:
        if not self.world.consents:
            return
        consent = self.world.consents[number % len(self.world.consents)]
        who = None if by_the_house else self.world.people[consent.organisation][person % 2]
        revoked = self.world.act(
            lambda: actions.revoke_instruction(
                session.get_one(Instruction, consent.row), by=self._person(who) if who else None
            )
        )
        if revoked is not None and consent.revoked_at is None:
            consent.revoked_at = self.world.now()

    @rule(number=NUMBER, person=NUMBER, by_the_house=st.booleans())
    def its_use_is_stopped(self, number: int, person: int, by_the_house: bool) -> None:
        use = self._one_of(StandingUse, number)
        if use is not None:
            id_, who = use.id, self.world.people[use.organisation_id][person % 2]
            self.world.act(
                lambda: actions.stop_use(
                    session.get_one(StandingUse, id_), by=None if by_the_house else self._person(who)
                )
            )

    @rule(house=NUMBER, hours=st.sampled_from((23, 25)))
    def a_paper_comes_to_a_house_that_consented(self, house: int, hours: int) -> None:
        """What takes many acts in a row to come about by chance."""
        self.a_house_consents_beforehand(house, 0, Visibility.PUBLIC, 300, True)
        self.a_consent_is_confirmed(len(self.world.consents) - 1, 1, False)
        self.the_coordinator_opens_a_call(0, 96, False, True)
        self.the_worker_comes_by(None)
        self.time_passes(hours)
        self.the_worker_comes_by(None)

    @rule(call=NUMBER)
    def an_office_is_offered(self, call: int) -> None:
        """As the one recipient to whom a withheld name may be shown."""
        id_, desk = self.world.call(call).id, self.world.desk
        by = self.world.coordinator
        self.world.act(
            lambda: offer_recipients(session.get_one(Call, id_), [session.get_one(Office, desk)], by=self._person(by))
        )

    @rule(call=NUMBER, but=NUMBER, is_for_one=st.booleans())
    def a_text_goes_to_its_issue(self, call: int, but: int, is_for_one: bool) -> None:
        self.an_office_is_offered(call)
        self.nearly_everybody_signs(call, but)
        self.the_last_moment_comes(call)
        self.the_coordinator_issues_it(call)
        for person in range(2):
            visibility = Visibility.WITHHELD if is_for_one else Visibility.PUBLIC
            self.somebody_accedes(call, but, person, visibility, True, is_for_one)
        if is_for_one:
            self.accessions_are_printed(-1)

    @rule(
        call=NUMBER,
        house=NUMBER,
        person=NUMBER,
        visibility=VISIBILITIES,
        knows=st.booleans(),
        is_for_one=st.booleans(),
    )
    def somebody_accedes(
        self, call: int, house: int, person: int, visibility: Visibility, knows: bool, is_for_one: bool
    ) -> None:
        found, organisation, who = self._three(call, house, person)
        id_, seal = found.id, found.seal
        if organisation == self.world.hidden and visibility is not Visibility.UNCOUNTED:
            visibility = Visibility.WITHHELD
        offered = [one.id for one in recipients_of(found)] if is_for_one else []
        is_for_one = bool(offered) and visibility is Visibility.WITHHELD
        accession = self.world.act(
            lambda: publishing.accede(
                session.get_one(Call, id_),
                session.get_one(Organisation, organisation),
                seal=seal,
                visibility=visibility,
                knows_few=knows,
                shown_to=offered,
                by=self._person(who),
            )
        )
        if accession is None:
            self.world.note(self.world.refusals[-1] if self.world.refusals else None, id_, organisation, who)
            return
        may = self.world.may_sign(organisation, who)
        assert may, "an accession by somebody whom nobody has authorised"
        known = next((one for one in self.world.acceded if one.receipt == accession.receipt), None)
        if known is None:
            fields = (id_, organisation, who, seal, visibility, accession.receipt, may, self.world.needed[organisation])
            self.world.acceded.append(Acceded(*fields, is_for_one))
        elif not known.is_whole and known.person != who:
            known.second = who

    @rule(number=NUMBER, by_the_house=st.booleans(), is_declined=st.booleans())
    def an_accession_is_taken_back_or_declined(self, number: int, by_the_house: bool, is_declined: bool) -> None:
        if not self.world.acceded:
            return
        one = self.world.acceded[number % len(self.world.acceded)]

        def found() -> Accession:
            return session.scalars(select(Accession).where(Accession.receipt == one.receipt)).one()

        if is_declined:
            coordinator = self.world.coordinator
            ended = self.world.act(
                lambda: publishing.decline_accession(found(), reason="وصل متأخّرًا.", by=self._person(coordinator))
            )
            one.is_declined = one.is_declined or ended is not None
            return
        by = None if by_the_house else one.person
        ended = self.world.act(lambda: publishing.take_back_accession(found(), by=self._person(by) if by else None))
        one.is_undone = one.is_undone or ended is not None

    @rule(number=NUMBER)
    def accessions_are_printed(self, number: int) -> None:
        issue = self._one_of(Issue, number, Issue.state == IssueState.CURRENT)
        if issue is None:
            return
        id_, call = issue.id, issue.call_id

        def print_them() -> Issue:
            given = session.scalars(select(Accession).where(Accession.call_id == call).order_by(Accession.id)).all()
            return publishing.reissue(
                session.get_one(Issue, id_),
                acceding=[one for one in given if one.is_waiting],
                note="انضمّت منظمة.",
                by=self._person(self.world.coordinator),
            )

        if self.world.act(print_them) is not None:
            self._make_files()

    @rule(call=NUMBER, officer=NUMBER)
    def names_are_asked_for(self, call: int, officer: int) -> None:
        id_ = self.world.call(call).id
        by = self.world.officers[officer % 2]
        self.world.act(lambda: ask_opening(session.get_one(Call, id_), reason=REASON, by=self._person(by)))

    @rule(call=NUMBER, officer=NUMBER, minutes=st.sampled_from((10, 40)))
    def a_withheld_name_is_opened(self, call: int, officer: int, minutes: int) -> None:
        """What takes many acts in a row to come about by chance."""
        self.somebody_answers(call, 0, 0, Choice.SIGN, Visibility.WITHHELD, True)
        self.names_are_asked_for(call, officer)
        last = len(session.scalars(select(Opening.id)).all()) - 1
        self.names_are_opened_or_shut(last, officer, False)
        self.names_are_opened_or_shut(last, officer + 1, False)
        self.time_passes(minutes / 60)
        for who in range(4):
            self.names_are_read(last, who)

    @rule(number=NUMBER, officer=NUMBER, is_shut=st.booleans())
    def names_are_opened_or_shut(self, number: int, officer: int, is_shut: bool) -> None:
        opening = self._one_of(Opening, number)
        if opening is not None:
            id_, by, act = opening.id, self.world.officers[officer % 2], shut_opening if is_shut else confirm_opening
            self.world.act(lambda: act(session.get_one(Opening, id_), by=self._person(by)))

    @rule(number=NUMBER, who=NUMBER)
    def names_are_read(self, number: int, who: int) -> None:
        opening = self._one_of(Opening, number)
        if opening is None:
            return
        everybody = (*self.world.officers, self.world.coordinator, self.world.outsider)
        id_, by = opening.id, everybody[who % len(everybody)]
        pair, until = {opening.asked_by_id, opening.confirmed_by_id}, opening.open_until
        read = self.world.act(lambda: read_names(session.get_one(Opening, id_), by=self._person(by)))
        if read is not None:
            assert by in pair and until is not None and self.world.now() < until, "read by somebody else, or too late"
            self.world.readings += 1

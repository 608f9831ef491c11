"""Random answers: by the organisations themselves, on the page, by telephone; taken back, disputed, set aside."""

from hypothesis import strategies as st
from hypothesis.stateful import rule
from sqlalchemy import select

from advocacy.coalition.models import Organisation, Visibility
from advocacy.database import session
from advocacy.signoff import actions, queries
from advocacy.signoff.models import (
    Answer,
    Call,
    Channel,
    Choice,
    Dispute,
    Purpose,
    Recording,
)
from tests.acts.gathering import CHOICES, NUMBER, VISIBILITIES, WORDS, Gathering


class Answering(Gathering):
    """Acts of those who were asked, and of who settles what they say."""

    @rule(call=NUMBER, house=NUMBER, person=NUMBER, choice=CHOICES, visibility=VISIBILITIES, knows=st.booleans())
    def somebody_answers(
        self, call: int, house: int, person: int, choice: Choice, visibility: Visibility, knows: bool
    ) -> None:
        found, organisation, who = self._three(call, house, person)
        if found.purpose is Purpose.WORDING and choice in (Choice.SIGN, Choice.SIGN_WITH_RESERVATION):
            choice = Choice.NO_OBJECTION
        if organisation == self.world.hidden and visibility is not Visibility.UNCOUNTED:
            visibility = Visibility.WITHHELD
        over = queries.is_over(found)
        answer = self._answering(
            found.id,
            organisation,
            who,
            lambda: actions.record_answer(
                session.get_one(Call, found.id),
                session.get_one(Organisation, organisation),
                choice,
                visibility=visibility,
                knows_few=knows,
                by=self._person(who),
                **WORDS.get(choice, {}),
            ),
        )
        assert answer is None or not over, "an answer after the end"

    @rule(
        call=NUMBER,
        house=NUMBER,
        person=NUMBER,
        visibility=VISIBILITIES,
        words=st.sampled_from(("نتحفّظ <b>هنا</b>.", "")),
    )
    def somebody_signs_on_the_page(
        self, call: int, house: int, person: int, visibility: Visibility, words: str
    ) -> None:
        found, organisation, who = self._three(call, house, person)
        if organisation == self.world.hidden:
            visibility = Visibility.WITHHELD
        typed = {"choice": "sign_with_reservation", "reservation": words, "visibility": visibility.value}
        if found.purpose is Purpose.WORDING:
            typed = {"choice": "object", "reason": words, "proposal": words}
        browser = self.world.browser(who)
        address = f"/calls/{found.id}/answer/{organisation}"
        sent = browser.post(address, data={**typed, "seal": found.seal})
        is_noted_late = sent.status_code == 200 and found.purpose is Purpose.WORDING and queries.is_over(found)
        assert is_noted_late or sent.status_code in (303, 403, 404, 409, 422), sent.status_code
        if sent.status_code == 422 and words:
            self.world.pages_of_refusal.append((sent.get_data(as_text=True), "نتحفّظ &lt;b&gt;هنا&lt;/b&gt;."))
        if sent.status_code == 303:
            receipt = browser.get(sent.headers["Location"]).get_data(as_text=True)
            own = select(Answer).where(Answer.call_id == found.id, Answer.organisation_id == organisation)
            given = session.scalars(own.order_by(Answer.id.desc())).all()
            shown = next((one for one in given if one.standing or one.person_id == who), None)
            assert shown is not None, "acknowledged, and there is no answer"
            assert not shown.standing or shown.receipt in receipt, "the page shows no receipt of what stands"
            self.world.remember(shown)

    @rule(call=NUMBER, but=NUMBER)
    def nearly_everybody_signs(self, call: int, but: int) -> None:
        for number, house in enumerate(self.world.people):
            for person in range(self.world.needed[house] if number != but else 0):
                self.somebody_answers(call, number, person, Choice.SIGN, Visibility.PUBLIC, True)

    @rule(call=NUMBER, house=NUMBER, by_the_house=st.booleans())
    def an_answer_is_taken_back(self, call: int, house: int, by_the_house: bool) -> None:
        found, organisation, _who = self._three(call, house, 0)
        said = self.world.said_by(found.id, organisation)
        if not said:
            return
        last = said[-1]
        undone = self.world.act(
            lambda: actions.undo_answer(
                session.scalars(select(Answer).where(Answer.receipt == last.receipt)).one(),
                by=None if by_the_house else self._person(last.person),
            )
        )
        last.is_undone = last.is_undone or undone is not None

    @rule(call=NUMBER, house=NUMBER, person=NUMBER, choice=CHOICES)
    def an_answer_comes_by_telephone(self, call: int, house: int, person: int, choice: Choice) -> None:
        found, organisation, who = self._three(call, house, person)
        visibility = Visibility.UNCOUNTED if organisation == self.world.hidden else Visibility.PUBLIC
        self.world.act(
            lambda: actions.record_on_behalf(
                session.get_one(Call, found.id),
                session.get_one(Organisation, organisation),
                self._person(who),
                choice,
                channel=Channel.PHONE,
                evidence="اتصال هاتفي في العاشرة.",
                visibility=visibility,
                by=self._person(self.world.coordinator),
                **WORDS.get(choice, {}),
            )
        )

    @rule(number=NUMBER, is_kept=st.booleans(), by_a_second=st.booleans())
    def a_recording_is_confirmed_or_dropped(self, number: int, is_kept: bool, by_a_second: bool) -> None:
        recording = self._one_of(Recording, number)
        if recording is None:
            return
        by, id_ = self.world.colleague if by_a_second else self.world.coordinator, recording.id
        if not is_kept:
            self.world.act(lambda: actions.drop_recording(session.get_one(Recording, id_), by=self._person(by)))
            return

        def confirm() -> Answer | None:
            return actions.confirm_recording(session.get_one(Recording, id_), by=self._person(by)).answer

        answer = self._answering(recording.call_id, recording.organisation_id, recording.person_id, confirm)
        assert answer is None or by_a_second or recording.confirmed_by_id != recording.recorded_by_id

    @rule(number=NUMBER, voice=NUMBER, by_the_house=st.booleans())
    def a_dispute_is_settled(self, number: int, voice: int, by_the_house: bool) -> None:
        dispute = self._one_of(Dispute, number)
        if dispute is None:
            return
        id_, voices = dispute.id, [answer.id for answer in dispute.voices]
        chosen = [*voices, None][voice % (len(voices) + 1)]

        def settle() -> Dispute:
            found = session.get_one(Dispute, id_)
            answer = session.get_one(Answer, chosen) if chosen else None
            if by_the_house:
                return actions.settle_for_the_house(found, answer)
            return actions.arbitrate(found, answer, reason="هكذا قُرّر.", by=self._person(self.world.arbiter))

        self.world.act(settle)

    @rule(number=NUMBER)
    def an_objection_is_set_aside(self, number: int) -> None:
        objection = self._one_of(Answer, number, Answer.choice == Choice.OBJECT)
        if objection is not None:
            id_ = objection.id
            self.world.act(
                lambda: actions.set_aside(
                    session.get_one(Answer, id_), reason="لا يمنع.", by=self._person(self.world.arbiter)
                )
            )

"""Who may do what: the whole policy of the house on one page, as pure functions over what is known of a person."""

import enum
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


class Office(enum.StrEnum):
    """A standing in the coalition that gives rights; held through a term in a body, or by being a member's person."""

    COORDINATOR = "coordinator"  # secretariat: runs the process, has no vote
    BOARD = "board"
    OVERSIGHT = "oversight"  # reads every decision file, changes nothing
    ARBITRATION = "arbitration"
    RELATIONS = "relations"  # international relations desk: offices and packages
    RELEASE = "release"  # two of them together open withheld names, and nobody else does
    ADMIN = "admin"  # keeps the machine running; sees no paper and no withheld name
    MEMBER = "member"  # belongs to a member organisation
    OBSERVER = "observer"  # partner from outside


@dataclass(frozen=True, slots=True)
class Actor:
    """What the policy knows of the person who asks, at this moment.

    `leads` and `writes` are ids of working groups (as rapporteur; as any writing member or translator), `represents`
    ids of organisations for which a mandate is valid now, `belongs` ids of the organisations whose person this is.
    """

    person_id: int | None = None
    offices: frozenset[Office] = frozenset()
    leads: frozenset[int] = frozenset()
    writes: frozenset[int] = frozenset()
    represents: frozenset[int] = frozenset()
    belongs: frozenset[int] = frozenset()

    @property
    def is_signed_in(self) -> bool:
        return self.person_id is not None

    def holds(self, *offices: Office) -> bool:
        return not self.offices.isdisjoint(offices)


NOBODY = Actor()


class Action(enum.StrEnum):
    """Everything that a view may let somebody do."""

    OPEN_TO_ALL = "open_to_all"
    SIGN_IN = "sign_in"
    READ_OWN = "read_own"  # home page, own profile, own receipts
    READ_COALITION = "read_coalition"
    MANAGE_COALITION = "manage_coalition"  # organisations, bodies, groups, mandates, people
    MANAGE_SETTINGS = "manage_settings"
    READ_LIBRARY = "read_library"
    MANAGE_LIBRARY = "manage_library"
    READ_PAPERS = "read_papers"  # the list; each row is filtered by READ_PAPER
    READ_PAPER = "read_paper"
    START_PAPER = "start_paper"
    WRITE_PAPER = "write_paper"
    COMMENT_PAPER = "comment_paper"  # comment, suggest, send files back; deciding on them is WRITE_PAPER
    READ_SOURCES = "read_sources"  # the register; each row is filtered by READ_SOURCE
    READ_SOURCE = "read_source"
    KEEP_SOURCE = "keep_source"
    UNSEAL_SOURCE = "unseal_source"  # read who is protected, and take consent back
    FREEZE_PAPER = "freeze_paper"
    OPEN_REVIEW = "open_review"  # and end it, merge, decide on amendments
    READ_REVIEW = "read_review"
    CONFIRM_REOPENING = "confirm_reopening"
    PREPARE_AMENDMENT = "prepare_amendment"  # inside its organisation: amendments, comments
    MOVE_AMENDMENT = "move_amendment"  # in its organisation's name: move, withdraw, back, hand in
    HANDLE_AMENDMENT = "handle_amendment"  # in the group: propose what to do, answer comments
    KEEP_RED_LINES = "keep_red_lines"
    READ_RED_LINES = "read_red_lines"
    READ_ROUTES = "read_routes"  # where every text stands with its bodies, and where nobody is in office
    READ_ROUTE = "read_route"  # one paper's route, and the frozen text to whoever decides about it
    APPROVE_STEP = "approve_step"  # a body's step: approve, send back; who may is read from the terms of the day
    SKIP_STEP = "skip_step"
    CONFIRM_SKIP = "confirm_skip"
    OPEN_CALL = "open_call"
    READ_CALL = "read_call"  # the coordinator's board
    ANSWER_CALL = "answer_call"
    CLOSE_CALL = "close_call"
    RECORD_ANSWER = "record_answer"  # write down what came by telephone or on paper
    CONFIRM_RECORD = "confirm_record"  # the second person for that
    ARBITRATE = "arbitrate"  # settle between two voices of an organisation, judge an objection
    FOLLOW_SIGNING_LINK = "follow_signing_link"  # the personal link is the right; checked against its invitation
    READ_DENIAL = "read_denial"  # an organisation says that it did not sign
    SETTLE_DENIAL = "settle_denial"
    OPEN_NAMES = "open_names"  # ask that the withheld names of a call be opened
    CONFIRM_OPENING = "confirm_opening"  # the second officer for that
    READ_NAMES = "read_names"  # only the two, only while it is open
    OFFER_RECIPIENTS = "offer_recipients"  # which offices a signatory may choose to be named to
    ISSUE_PAPER = "issue_paper"
    READ_ISSUE = "read_issue"
    READ_OFFICES = "read_offices"
    MANAGE_OFFICES = "manage_offices"
    READ_PACKAGES = "read_packages"
    PREPARE_PACKAGE = "prepare_package"
    RELEASE_PACKAGE = "release_package"
    STOP_PACKAGE = "stop_package"  # and go on with it
    READ_DECISION_FILE = "read_decision_file"
    READ_MACHINE = "read_machine"  # health in detail, outbox counts
    MANAGE_MAIL = "manage_mail"  # see whom a mail was for; send it again
    READ_INBOX = "read_inbox"  # the local inbox; the page exists in development only


Rule = Callable[[Actor, Any], bool]


def _anyone(actor: Actor, subject: Any) -> bool:
    return True


def _signed_in(actor: Actor, subject: Any) -> bool:
    return actor.is_signed_in


def _held(*offices: Office) -> Rule:
    def rule(actor: Actor, subject: Any) -> bool:
        return actor.holds(*offices)

    return rule


INSIDE = (
    Office.COORDINATOR,
    Office.BOARD,
    Office.OVERSIGHT,
    Office.ARBITRATION,
    Office.RELATIONS,
    Office.RELEASE,
    Office.MEMBER,
)


def _works_inside(actor: Actor, subject: Any) -> bool:
    """Somebody of the coalition, a partner from outside, or whoever writes in a working group (a translator)."""
    return actor.holds(*INSIDE, Office.OBSERVER) or bool(actor.leads | actor.writes)


def _reads_paper(actor: Actor, subject: Any) -> bool:
    """Drafts are read by their group, the secretariat and oversight; what is asked of members, by members.

    `subject` has `group_id`, `is_circulated` (a text was frozen for the members) and `is_issued`.
    """
    if subject is None:
        return _works_inside(actor, subject)
    if actor.holds(Office.COORDINATOR, Office.OVERSIGHT, Office.BOARD):
        return True
    if subject.group_id in actor.leads | actor.writes:
        return True
    if subject.is_issued and actor.holds(*INSIDE, Office.OBSERVER):
        return True
    return bool(subject.is_circulated and actor.holds(Office.MEMBER, Office.ARBITRATION))


def _reads_issue(actor: Actor, subject: Any) -> bool:
    """Before an embargo ends an issue is for the coalition's own people. `subject` has `is_published`."""
    return actor.holds(*INSIDE) or (actor.holds(Office.OBSERVER) and (subject is None or subject.is_published))


def _writes_paper(actor: Actor, subject: Any) -> bool:
    if subject is None:
        return actor.holds(Office.COORDINATOR) or bool(actor.leads | actor.writes)
    return actor.holds(Office.COORDINATOR) or subject.group_id in actor.leads | actor.writes


def _comments_paper(actor: Actor, subject: Any) -> bool:
    """Whoever writes a paper, and the board."""
    return actor.holds(Office.BOARD) or _writes_paper(actor, subject)


def _leads_paper(actor: Actor, subject: Any) -> bool:
    if subject is None:
        return actor.holds(Office.COORDINATOR) or bool(actor.leads)
    return actor.holds(Office.COORDINATOR) or subject.group_id in actor.leads


def _reads_source(actor: Actor, subject: Any) -> bool:
    """Who may know of a source. `subject` has `group_id` and `confidentiality`; what it does not say is sealed."""
    if subject is None:
        return _works_inside(actor, subject)
    level = subject.confidentiality
    if level == "public":
        return _works_inside(actor, subject)
    if level == "coalition" and (actor.holds(*INSIDE) or actor.leads or actor.writes):
        return True
    if level == "group" and subject.group_id in actor.writes:
        return True
    return _leads_paper(actor, subject)


def _keeps_source(actor: Actor, subject: Any) -> bool:
    """Whoever writes for its group and may read it."""
    return _writes_paper(actor, subject) and _reads_source(actor, subject)


def _represents(actor: Actor, subject: Any) -> bool:
    """Without a subject: anybody who represents somebody. `subject` has `organisation_id`."""
    if subject is None:
        return bool(actor.represents)
    return subject.organisation_id in actor.represents


def _speaks_inside(actor: Actor, subject: Any) -> bool:
    """Somebody of a member organisation, for their own. `subject` has `organisation_id`."""
    if not actor.holds(Office.MEMBER):
        return False
    own = actor.belongs | actor.represents
    return bool(own) if subject is None else subject.organisation_id in own


def _confirms(actor: Actor, subject: Any) -> bool:
    """A review is opened again by a second person. `subject` has `asked_by_id` and `group_id`."""
    if subject is None:
        return actor.holds(Office.COORDINATOR, Office.BOARD) or bool(actor.leads)
    leads = actor.holds(Office.COORDINATOR, Office.BOARD) or subject.group_id in actor.leads
    return leads and subject.asked_by_id != actor.person_id


def _reads_route(actor: Actor, subject: Any) -> bool:
    """Readers of the paper, and whoever is in office for a step. `subject` has `dossier` and `actors`."""
    if subject is None:
        return actor.is_signed_in
    return actor.person_id in subject.actors or _reads_paper(actor, subject.dossier)


def _acts_in_step(actor: Actor, subject: Any) -> bool:
    """Whoever is in office today in a body on the route. `subject` has `actors`."""
    return actor.is_signed_in if subject is None else actor.person_id in subject.actors


def _confirms_skip(actor: Actor, subject: Any) -> bool:
    """Who presides the board, and never who has asked. `subject` has `chairs`."""
    return actor.holds(Office.BOARD) and (subject is None or actor.person_id in subject.chairs)


def _reads_red_lines(actor: Actor, subject: Any) -> bool:
    """Its own people, those who lead a group, and the secretariat. `subject` has `organisation_id`."""
    if actor.holds(Office.COORDINATOR) or actor.leads:
        return True
    return _speaks_inside(actor, subject)


def _arbitrates(actor: Actor, subject: Any) -> bool:
    """Nobody judges in their own case. `subject` has `organisation_id`."""
    if not actor.holds(Office.ARBITRATION):
        return False
    return subject is None or subject.organisation_id not in actor.belongs | actor.represents


def _confirms_record(actor: Actor, subject: Any) -> bool:
    """What one person wrote down another confirms. `subject` has `recorded_by_id`."""
    if not actor.holds(Office.COORDINATOR, Office.BOARD):
        return False
    return subject is None or subject.recorded_by_id != actor.person_id


def _opens_names(actor: Actor, subject: Any) -> bool:
    """A release officer who does not also run the process or the machine: those must not need to be trusted here."""
    return actor.holds(Office.RELEASE) and not actor.holds(Office.COORDINATOR, Office.RELATIONS, Office.ADMIN)


def _confirms_opening(actor: Actor, subject: Any) -> bool:
    """Another officer than the one who asked. `subject` has `asked_by_id`."""
    return _opens_names(actor, subject) and (subject is None or subject.asked_by_id != actor.person_id)


def _reads_names(actor: Actor, subject: Any) -> bool:
    """One of the two, as long as both are still officers. `subject` has `asked_by_id` and `confirmed_by_id`."""
    if not _opens_names(actor, subject):
        return False
    return subject is None or actor.person_id in (subject.asked_by_id, subject.confirmed_by_id)


def _releases(actor: Actor, subject: Any) -> bool:
    """A package is released by a second person. `subject` has `prepared_by_id`."""
    if not actor.holds(Office.COORDINATOR, Office.BOARD, Office.RELATIONS):
        return False
    return subject is None or subject.prepared_by_id != actor.person_id


POLICY: dict[Action, Rule] = {
    Action.OPEN_TO_ALL: _anyone,
    Action.SIGN_IN: _anyone,
    Action.READ_OWN: _signed_in,
    Action.READ_COALITION: _held(*INSIDE, Office.ADMIN),
    Action.MANAGE_COALITION: _held(Office.COORDINATOR),
    Action.MANAGE_SETTINGS: _held(Office.COORDINATOR, Office.BOARD),
    Action.READ_LIBRARY: _works_inside,
    Action.MANAGE_LIBRARY: _held(Office.COORDINATOR),
    Action.READ_PAPERS: _works_inside,
    Action.READ_PAPER: _reads_paper,
    Action.START_PAPER: _writes_paper,
    Action.WRITE_PAPER: _writes_paper,
    Action.COMMENT_PAPER: _comments_paper,
    Action.READ_SOURCES: _works_inside,
    Action.READ_SOURCE: _reads_source,
    Action.KEEP_SOURCE: _keeps_source,
    Action.UNSEAL_SOURCE: _leads_paper,
    Action.FREEZE_PAPER: _leads_paper,
    Action.OPEN_REVIEW: _leads_paper,
    Action.READ_REVIEW: _reads_paper,
    Action.CONFIRM_REOPENING: _confirms,
    Action.PREPARE_AMENDMENT: _speaks_inside,
    Action.MOVE_AMENDMENT: _represents,
    Action.HANDLE_AMENDMENT: _writes_paper,
    Action.KEEP_RED_LINES: _speaks_inside,
    Action.READ_RED_LINES: _reads_red_lines,
    Action.READ_ROUTES: _held(Office.COORDINATOR, Office.BOARD, Office.OVERSIGHT),
    Action.READ_ROUTE: _reads_route,
    Action.APPROVE_STEP: _acts_in_step,
    Action.SKIP_STEP: _held(Office.COORDINATOR),
    Action.CONFIRM_SKIP: _confirms_skip,
    Action.OPEN_CALL: _held(Office.COORDINATOR),
    Action.READ_CALL: _held(Office.COORDINATOR, Office.BOARD, Office.OVERSIGHT),
    Action.ANSWER_CALL: _represents,
    Action.CLOSE_CALL: _held(Office.COORDINATOR),
    Action.RECORD_ANSWER: _held(Office.COORDINATOR),
    Action.CONFIRM_RECORD: _confirms_record,
    Action.ARBITRATE: _arbitrates,
    Action.FOLLOW_SIGNING_LINK: _anyone,
    Action.READ_DENIAL: _held(Office.ARBITRATION, Office.COORDINATOR, Office.OVERSIGHT),
    Action.SETTLE_DENIAL: _held(Office.ARBITRATION),
    Action.OPEN_NAMES: _opens_names,
    Action.CONFIRM_OPENING: _confirms_opening,
    Action.READ_NAMES: _reads_names,
    Action.OFFER_RECIPIENTS: _held(Office.COORDINATOR, Office.RELATIONS),
    Action.ISSUE_PAPER: _held(Office.COORDINATOR),
    Action.READ_ISSUE: _reads_issue,
    Action.READ_OFFICES: _held(Office.COORDINATOR, Office.BOARD, Office.RELATIONS, Office.OVERSIGHT),
    Action.MANAGE_OFFICES: _held(Office.COORDINATOR, Office.RELATIONS),
    Action.READ_PACKAGES: _held(Office.COORDINATOR, Office.BOARD, Office.RELATIONS, Office.OVERSIGHT),
    Action.PREPARE_PACKAGE: _held(Office.COORDINATOR, Office.RELATIONS),
    Action.RELEASE_PACKAGE: _releases,
    Action.STOP_PACKAGE: _held(Office.COORDINATOR, Office.BOARD, Office.RELATIONS),
    Action.READ_DECISION_FILE: _held(Office.COORDINATOR, Office.BOARD, Office.OVERSIGHT, Office.ARBITRATION),
    Action.READ_MACHINE: _held(Office.ADMIN, Office.COORDINATOR),
    Action.MANAGE_MAIL: _held(Office.COORDINATOR),
    Action.READ_INBOX: _anyone,
}


def can(actor: Actor, action: Action, subject: Any = None) -> bool:
    """Whether the policy lets this actor do this to this subject; without a subject, to any at all."""
    return POLICY[action](actor, subject)

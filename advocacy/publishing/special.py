"""The edition of an issue for one office alone: the same texts, and in its lists the names that chose this office.

Nothing of it is printed from what is known today: it is the edition that was issued, in which names take the place of
their commitments. So nobody stands in it who does not stand, withheld, in the issue.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import or_, select, update

from advocacy import addresses, blobs, chance, clock
from advocacy.coalition.queries import the_coalition
from advocacy.database import session
from advocacy.ledger.actions import append
from advocacy.publishing.compose import latecomers_of, printed_reservation
from advocacy.publishing.editions import Opened, with_names
from advocacy.publishing.models import Issue, IssueState, OtherFile
from advocacy.publishing.press import MEDIA_TYPES, Made
from advocacy.publishing.queries import edition_of, issue_by_code
from advocacy.publishing.rules import CODE_LETTERS, code_in, dashed, grouped, pause_after
from advocacy.publishing.special_models import Special, SpecialFile
from advocacy.signoff.models import Accession, Answer, Recipient
from advocacy.signoff.proofs import commitment_of
from advocacy.signoff.queries import accessions_shown_to, answers_shown_to, denied_in
from advocacy.work import LEASE
from papers.edition import Edition


def want_special(issue: Issue, office_id: int, mail: str) -> Special | None:
    """The edition of this issue for this office, to be made by the worker; None when nobody chose it under this issue.

    `mail` is the address to which it would go, empty where a hand brings it. The same names for the same office are the
    same edition, with the same code.
    """
    named = _named_in(issue, office_id, mail)
    if not named:
        return None
    answers = [act.id for act in named if isinstance(act, Answer)]
    accessions = [act.id for act in named if isinstance(act, Accession)]
    key = _key(answers, accessions)
    same = (Special.issue_id == issue.id, Special.office_id == office_id, Special.answers_key == key)
    known = session.scalars(select(Special).where(*same)).one_or_none()
    if known is not None:
        if known.made_at is not None and not known.has_all(issue.file_langs):
            known.made_at = None  # from before there were copies of this kind: the worker makes what is missing
        return known
    found = Special(
        issue_id=issue.id,
        office_id=office_id,
        code=_fresh_code(),
        answer_ids=answers,
        accession_ids=accessions,
        answers_key=key,
        mail=mail,
        wanted_at=clock.now(),
        issue=issue,
    )
    session.add(found)
    session.flush()
    facts = {"issue": issue.id, "office": office_id, "names": found.count}
    append("publishing.special", found, by=None, dossier=issue.dossier_id, **facts)
    return found


def names_wanted(issue: Issue, office_id: int, mail: str) -> int:
    """How many names an edition for this office would have that every other copy of this issue withholds."""
    return len(_named_in(issue, office_id, mail))


def _named_in(issue: Issue, office_id: int, mail: str) -> list[Answer | Accession]:
    """Who chose this office and stands, withheld, in this very issue; nobody whose signature is disputed."""
    chosen: list[Answer | Accession] = [
        *answers_shown_to(issue.call, office_id, mail),
        *accessions_shown_to(issue.call, office_id, mail),
    ]
    if not chosen:  # as for nearly every office of a long list
        return []
    disputed = {organisation.id for organisation in denied_in(issue.call)}
    held = {one for edition in issue.editions.values() for one in _commitments(edition)}
    return [one for one in chosen if one.organisation_id not in disputed and commitment_of(one) in held]


def _commitments(edition: Mapping[str, Any]) -> Iterable[str]:
    return (*edition.get("commitments", ()), *edition.get("acceded_commitments", ()))


def _key(answers: Sequence[int], accessions: Sequence[int]) -> str:
    """The same words for the same names, and no others."""
    return ",".join(map(str, answers)) + ("+" + ",".join(map(str, accessions)) if accessions else "")


def _fresh_code() -> str:
    while True:
        code = grouped(chance.code(CODE_LETTERS))
        if special_by_code(code) is None and issue_by_code(code) is None:
            return code


def organisations_in(special: Special) -> set[int]:
    """The organisations that this edition names beyond those that every copy names."""
    answers = select(Answer.organisation_id).where(Answer.id.in_(special.answer_ids))
    accessions = select(Accession.organisation_id).where(Accession.id.in_(special.accession_ids))
    return set(session.scalars(answers)) | set(session.scalars(accessions))


def special_edition(special: Special, lang: str) -> Edition:
    """What this edition prints around the text in that language."""
    issue = special.issue
    answers = session.scalars(select(Answer).where(Answer.id.in_(special.answer_ids))).all()
    opened = [
        Opened(answer.organisation.name_in(lang), printed_reservation(answer, lang), commitment_of(answer))
        for answer in answers
    ]
    house = the_coalition()
    later = latecomers_of(issue, house.timezone, lang) if house else []
    accessions = session.scalars(select(Accession).where(Accession.id.in_(special.accession_ids))).all()
    held = {commitment_of(accession) for accession in accessions}
    late, days = [one for one in later if one.commitment in held], [one.day for one in later]
    return replace(
        with_names(edition_of(issue, lang), opened, lang, late, days),
        only_for=_office_of(special, lang),
        verify_code=special.code,
        verify_url=addresses.public(f"/verify/{special.code}"),
    )


def _office_of(special: Special, lang: str) -> str:
    same = (Recipient.call_id == special.issue.call_id, Recipient.office_id == special.office_id)
    return session.scalars(select(Recipient).where(*same)).one().name_in(lang)


def special_by_code(typed: str) -> Special | None:
    """The special edition whose verification code somebody typed."""
    code = code_in(typed)
    return session.scalars(select(Special).where(Special.code == code)).one_or_none() if code else None


def special_by_file(sha256: str) -> Special | None:
    """The special edition to which the file of that digest belongs, its own or a letter joined with it."""
    own = (
        select(Special)
        .join(SpecialFile)
        .where(or_(SpecialFile.sha256 == sha256, SpecialFile.unsealed_sha256 == sha256))
    )
    found = session.scalars(own.limit(1)).one_or_none()
    other = session.get(OtherFile, sha256) if found is None else None
    return session.get(Special, other.special_id) if other is not None and other.special_id is not None else found


def specials_due() -> list[int]:
    """Special editions whose files are to be made, of issues that still hold."""
    free = or_(Special.lease_until.is_(None), Special.lease_until <= clock.now())
    due = select(Special.id).join(Issue).where(Special.made_at.is_(None), free, Issue.state == IssueState.CURRENT)
    return list(session.scalars(due))


def claim_special(special_id: int) -> datetime | None:
    """Claim the making; the end of the lease, or None when it is made or somebody else's."""
    now = clock.now()
    free = or_(Special.lease_until.is_(None), Special.lease_until <= now)
    claimed = session.execute(
        update(Special)
        .where(Special.id == special_id, Special.made_at.is_(None), free)
        .values(lease_until=now + LEASE, attempts=Special.attempts + 1)
    )
    return now + LEASE if claimed.rowcount else None  # type: ignore[attr-defined]


def take_special(special: Special, made: Sequence[Made], lease: datetime) -> bool:
    """Keep the finished files, encrypted. False when the lease went to somebody else."""
    session.refresh(special, with_for_update=True)
    if special.made_at is not None or special.lease_until != lease:
        return False
    for file in made:
        if special.file(file.lang, file.format) is not None:
            continue
        media = MEDIA_TYPES[file.format]
        special.files.append(
            SpecialFile(
                lang=file.lang,
                format=file.format,
                name=file.name,
                sha256=blobs.keep_secret(file.data, media),
                unsealed_sha256=blobs.keep_secret(file.unsealed, media) if file.unsealed is not None else None,
            )
        )
    special.made_at, special.lease_until, special.last_error = clock.now(), None, ""
    session.flush()
    files: Mapping[str, str] = {file.name: file.sha256 for file in special.files}
    append("publishing.special_made", special, by=None, dossier=special.issue.dossier_id, files=dict(files))
    return True


def put_off_special(special: Special, error: str, lease: datetime) -> None:
    """Remember what went wrong and when to try again."""
    if special.made_at is None and special.lease_until == lease:
        special.last_error = error[:500]
        special.lease_until = clock.now() + pause_after(special.attempts)


def special_name(special: Special, lang: str, extension: str) -> str:
    """A name that tells nothing but reference and code."""
    return f"{dashed(special.issue.reference)}-{special.code}-{lang}.{extension}"

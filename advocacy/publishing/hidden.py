"""Which names may not leave with a text, or to a reader: what the gate (`advocacy.leaving`) searches for."""

import json
from collections.abc import Collection, Sequence

from flask_babel import lazy_gettext as _
from sqlalchemy import func, select

from advocacy.accounts.models import Person
from advocacy.coalition.models import Organisation, Visibility
from advocacy.coalition.queries import actor_of
from advocacy.coalition.rules import reads_inside
from advocacy.database import session
from advocacy.errors import RuleBroken
from advocacy.publishing.about import papers_in
from advocacy.publishing.models import Issue
from advocacy.publishing.queries import issue_by_file
from advocacy.publishing.special import organisations_in, special_by_file
from advocacy.publishing.special_models import Special
from advocacy.signoff.models import Accession, Answer, Call, Recording
from papers.leaks import Place, Search, Secret
from papers.leaks.read import found_in

_HIDDEN = [how for how in Visibility if how.is_hidden]


def hidden_under(dossier_id: int) -> set[int]:
    """Organisations that withhold their name under this paper: by any answer to it, else by their own rule."""
    given = select(Answer.organisation_id, Answer.visibility).join(Call, Answer.call_id == Call.id)
    said = list(session.execute(given.where(Call.dossier_id == dossier_id)))
    recorded = select(Recording.organisation_id, Recording.visibility).join(Call, Recording.call_id == Call.id)
    said += session.execute(recorded.where(Call.dossier_id == dossier_id))
    acceded = select(Accession.organisation_id, Accession.visibility).join(Call, Accession.call_id == Call.id)
    said += session.execute(acceded.where(Call.dossier_id == dossier_id))
    spoken = {organisation_id for organisation_id, _how in said}
    hidden = {number for number, visibility in said if visibility is not Visibility.PUBLIC}
    return hidden | (hidden_by_rule() - spoken)


def hidden_by_rule() -> set[int]:
    """Organisations that withhold their name from every text unless they say otherwise."""
    return set(session.scalars(select(Organisation.id).where(Organisation.visibility.in_(_HIDDEN))))


def unprinted_under(dossier_id: int, langs: str = "") -> set[int]:
    """Those of them that the copies in these languages («ar-en»; empty: any) do not print by the answers that stand."""
    standing = select(Answer.organisation_id, Answer.visibility).join(Call, Answer.call_id == Call.id)
    rows = list(session.execute(standing.where(Call.dossier_id == dossier_id, Answer.standing)))
    acceded = select(Accession.organisation_id, Accession.visibility).join(Call, Accession.call_id == Call.id)
    rows += session.execute(acceded.where(Call.dossier_id == dossier_id, Accession.accepted_at.is_not(None)))
    return hidden_under(dossier_id) - {number for number, how in rows if _is_shown(how, langs.split("-"))}


def _is_shown(how: Visibility, langs: Collection[str]) -> bool:
    return not how.is_hidden if langs == [""] else any(how.shows_in(lang) for lang in langs)


def search_under(dossier_id: int, langs: str = "") -> Search:
    """What no file of this paper in these languages may tell to anybody outside."""
    return search_of(unprinted_under(dossier_id, langs))


def search_beside(special: Special, langs: str = "") -> Search:
    """What an edition for one office alone may not tell even there: every withheld name that did not choose it."""
    return search_of(unprinted_under(special.issue.dossier_id, langs) - organisations_in(special))


def refuse_leaks(issue: Issue) -> None:
    """RuleBroken, with the places, when a withheld name stands in the texts of an issue or in what is printed around.

    Said to the coordinator before a number is taken; the finished files are searched again, to the byte.
    """
    places: list[Place] = []
    for text in issue.freeze.texts:
        said = (text.canonical.decode(), json.dumps(issue.editions[text.lang], ensure_ascii=False))
        places += found_in(((text.lang, words) for words in said), search_under(issue.dossier_id, text.lang))
    if places:
        told = "; ".join(f"{place.where}: «{place.around}»" for place in places)
        raise RuleBroken(
            _(
                "A name that is to be withheld stands in what would be printed. Ask the organisation, or freeze the "
                "text anew without it. Here: %(places)s",
                places=told,
            )
        )


def search_for(recipient: str, enclosures: Sequence[str], words: str = "") -> Search:
    """What a mail to this address may not tell: names withheld under the papers that it encloses or speaks of (its
    `words` say which), or from every text when it is about none.

    Its own people and whoever may read withheld names (decision 0021) are told of an organisation by its name.
    """
    issues = [issue for sha256 in enclosures if (issue := issue_by_file(sha256)) is not None]
    about = {issue.dossier_id for issue in issues} | papers_in(words)
    hidden = set[int]().union(*map(unprinted_under, about)) if about else hidden_by_rule()
    if not hidden:
        return search_of(())
    return search_of(hidden - _known_to(recipient, hidden) - _shown_to(recipient, enclosures))


def _shown_to(recipient: str, enclosures: Sequence[str]) -> set[int]:
    """Organisations that chose whoever reads this address, in a mail that brings the edition made for it."""
    specials = [special for sha256 in enclosures if (special := special_by_file(sha256)) is not None]
    meant = [special for special in specials if special.mail and special.mail.casefold() == recipient.casefold()]
    return set[int]().union(*(organisations_in(special) for special in meant))


def search_of(organisations: Collection[int]) -> Search:
    """A search for these organisations; all others may be shown, also when their names contain a secret one."""
    found = session.scalars(select(Organisation)).all() if organisations else []
    secrets = [Secret(one.number, _names(one)) for one in found if one.id in organisations]
    return Search(secrets, shown=[name for one in found if one.id not in organisations for name in _names(one)])


def _names(organisation: Organisation) -> tuple[str, ...]:
    return tuple(filter(None, (organisation.name_ar, organisation.name_en, organisation.name_fr)))


def _known_to(address: str, hidden: Collection[int]) -> set[int]:
    """Those of the organisations that whoever reads this mailbox may know."""
    houses = session.scalars(select(Organisation).where(Organisation.id.in_(hidden))).all()
    people = session.scalars(select(Person).where(func.lower(Person.email) == address.lower())).all()
    actors = [actor_of(person) for person in people]
    own = {house.id for house in houses if house.mail and house.mail.casefold() == address.casefold()}
    return own | {house.id for house in houses if any(reads_inside(actor, house) for actor in actors)}

"""Other members stand behind an amendment: as co-sponsors, or as supporters who are counted."""

from flask_babel import lazy_gettext as _

from advocacy import clock
from advocacy.accounts.models import Person
from advocacy.amending.actions.guards import lock, refuse_unless_moved, refuse_unless_open, refuse_without_mandate
from advocacy.amending.models import Amendment, Backing, BackingKind
from advocacy.coalition.models import Organisation, Visibility
from advocacy.database import session
from advocacy.errors import RuleBroken
from advocacy.ledger.actions import append


def back_amendment(
    amendment: Amendment,
    organisation: Organisation,
    kind: BackingKind,
    *,
    visibility: Visibility = Visibility.PUBLIC,
    by: Person,
) -> Backing:
    """Stand behind another member's amendment; saying the other kind changes it, saying the same changes nothing."""
    _refuse_unless_possible(amendment, organisation, by)
    backing = _of(amendment, organisation)
    if backing is None:
        backing = Backing(
            organisation_id=organisation.id, by_id=by.id, at=clock.now(), kind=kind, visibility=visibility
        )
        amendment.backings.append(backing)
    elif (backing.kind, backing.visibility) == (kind, visibility):
        return backing
    backing.kind, backing.visibility, backing.by_id = kind, visibility, by.id
    session.flush()
    _told(
        "amending.backed", amendment, organisation, by, backing=kind.value, withheld=visibility is Visibility.WITHHELD
    )
    return backing


def stop_backing(amendment: Amendment, organisation: Organisation, *, by: Person) -> None:
    """Stand behind it no longer."""
    _refuse_unless_possible(amendment, organisation, by)
    backing = _of(amendment, organisation)
    if backing is None:
        return
    withheld = backing.visibility is Visibility.WITHHELD
    amendment.backings.remove(backing)
    session.flush()
    _told("amending.backing_ended", amendment, organisation, by, withheld=withheld)


def _refuse_unless_possible(amendment: Amendment, organisation: Organisation, by: Person) -> None:
    window = lock(amendment.window)
    session.refresh(amendment)
    refuse_unless_open(window)
    refuse_without_mandate(window, organisation, by)
    refuse_unless_moved(amendment)
    if organisation.id == amendment.organisation_id:
        raise RuleBroken(_("Your organisation moved this amendment itself."))


def _of(amendment: Amendment, organisation: Organisation) -> Backing | None:
    return next((one for one in amendment.backings if one.organisation_id == organisation.id), None)


def _told(kind: str, amendment: Amendment, organisation: Organisation, by: Person, **facts: object) -> None:
    append(
        kind,
        amendment,
        by=by.id,
        dossier=amendment.window.dossier_id,
        organisation=organisation.id,
        number=amendment.number,
        **facts,
    )

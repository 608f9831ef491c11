"""What every act in a review asks first: whether there is still time, and whether this person may speak for them."""

from flask_babel import lazy_gettext as _

from advocacy import clock
from advocacy.accounts.models import Person
from advocacy.amending.models import Amendment, State, Window
from advocacy.coalition.models import Organisation, Visibility
from advocacy.coalition.queries import mandate_for
from advocacy.database import session
from advocacy.errors import BadInput, Forbidden, RuleBroken
from papers.arabic import fold_strict
from papers.normalise import clean_text


def lock(window: Window) -> Window:
    """Hold the review until the end of the transaction, so that two acts in it come one after the other."""
    session.refresh(window, with_for_update=True)
    return window


def refuse_if_over(window: Window) -> None:
    """The review has ended; what was said in it stands."""
    if window.is_over:
        raise RuleBroken(_("This review has ended."))


def refuse_unless_open(window: Window) -> None:
    """The last moment has passed; somebody must open the window again."""
    refuse_if_over(window)
    if not window.is_open:
        raise RuleBroken(_("The window has closed. Ask the rapporteur to open it again; that needs a second person."))


def refuse_without_mandate(window: Window, organisation: Organisation, by: Person) -> None:
    """Only who may sign the text for an organisation may speak in its name about it, today."""
    if mandate_for(by, organisation, window.dossier, clock.now().date()) is None:
        raise Forbidden(_("You have no valid mandate to speak for this organisation about this text."))


def refuse_unless_moved(amendment: Amendment) -> None:
    """Only what was moved, and neither withdrawn nor decided, can be dealt with."""
    if amendment.state is State.PREPARED:
        raise RuleBroken(_("This amendment has not been moved yet."))
    if amendment.state is not State.MOVED:
        raise RuleBroken(_("This amendment has been decided or withdrawn."))


def refuse_if_named(organisation: Organisation, visibility: Visibility, *words: str, field: str = "") -> None:
    """Whoever withholds the name must not write it into the words that everybody reads; `field` is where they stand."""
    if visibility is Visibility.PUBLIC and not organisation.visibility.is_hidden:
        return
    said = f" {fold_strict(' '.join(words))} "
    names = (fold_strict(organisation.name_in(lang)) for lang in ("ar", "en", "fr"))
    if any(name and f" {name} " in said for name in names):
        message = _("Your name is to be withheld, and these words hold it. Take it out of them first.")
        raise BadInput({field: message}) if field else RuleBroken(message)


def needed(field: str, words: str, message: object) -> str:
    """Clean words that must be there; BadInput beside the field otherwise."""
    cleaned = "\n".join(clean_text(line) for line in words.splitlines()).strip("\n")
    if not cleaned:
        raise BadInput({field: message})
    return cleaned

"""The mail with what waits for somebody, once a week for those who wish it."""

from flask_babel import gettext as _

from advocacy import addresses
from advocacy.accounts.models import Person
from advocacy.drafting import queries
from advocacy.drafting.actions.notices import written_in
from advocacy.outbox.actions import post
from papers.dates import long_date

_MOST_LINES = 40


def post_weekly(person: Person, week: str) -> int:
    """Post the list of one week and say how many points are on it; with nothing to do there is no mail."""
    with written_in(person.lang) as say:
        waiting = queries.points_of(person)
        lines: list[str] = []
        for dossier, point, task in waiting[:_MOST_LINES]:
            title, message = say(dossier.title_in(person.lang)), say(str(point.message))
            due = _(" (until %(day)s)", day=long_date(task.due, person.lang)) if task is not None and task.due else ""
            lines.append(f"• {title} — {message}{due}")
            lines.append(f"  {addresses.public(f'/papers/{dossier.id}/open')}")
        body = [_("This waits for you on the texts that you work on:"), "", *lines, ""]
        body.append(_("You get this mail because you asked for it; your profile takes it off again."))
        subject = _("Your list of the week")
        if waiting:
            key = f"drafting.weekly:{person.id}:{week}"
            post(key, to=person.email, lang=person.lang, subject=subject, body="\n".join(body) + "\n")
    return len(waiting)

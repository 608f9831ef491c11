"""Bringing the ledger's checkpoints to the member organisations, so that many hands hold what it was."""

from advocacy import clock
from advocacy.assembly import letters
from advocacy.assembly.models import Mailing
from advocacy.assembly.queries import members_with_mail
from advocacy.database import session
from advocacy.ledger.actions import sign_checkpoint
from advocacy.outbox.actions import post


def mail_checkpoint(occasion: str) -> Mailing:
    """Sign the ledger as it is and mail it to every member of today; the same occasion again changes nothing.

    Signing locks the head of the ledger, so that of two workers the second sees what the first has done.
    """
    kept = sign_checkpoint()
    known = session.get(Mailing, occasion, populate_existing=True)
    if known is not None:
        return known
    members = members_with_mail()
    for organisation in members:
        letter = letters.checkpoint(kept, organisation.lang)
        post(
            f"assembly.checkpoint:{occasion}:{organisation.id}",
            to=organisation.mail,
            lang=letter.lang,
            subject=letter.subject,
            body=letter.body,
        )
    mailing = Mailing(occasion=occasion, checkpoint_id=kept.id, members=len(members), posted_at=clock.now())
    session.add(mailing)
    session.flush()
    return mailing

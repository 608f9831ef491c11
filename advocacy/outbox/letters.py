"""A row of the outbox as a mail: plain text, nothing that tracks the reader."""

from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP

from advocacy import blobs, clock
from advocacy.outbox.actions import body_of, subject_of
from advocacy.outbox.models import Message

SEVEN_BIT = SMTP.clone(cte_type="7bit")
"""Servers that know no 8-bit mail still take our Arabic."""


def letter_of(message: Message, sender: str) -> EmailMessage:
    """The finished mail. Raises ValueError when its words cannot be read, KeyError when an enclosure is gone."""
    letter = EmailMessage(policy=SEVEN_BIT)
    letter["From"] = sender
    user, _at, domain = message.recipient.rpartition("@")
    letter["To"] = Address(username=user, domain=domain)
    letter["Subject"] = subject_of(message)
    letter["Date"] = clock.now()
    letter["Message-ID"] = f"<{message.message_id}>"
    letter["Auto-Submitted"] = "auto-generated"
    letter.set_content(body_of(message), charset="utf-8")
    for enclosure in message.attachments:
        kind, _slash, subkind = enclosure.media_type.partition("/")
        letter.add_attachment(
            blobs.read(enclosure.sha256), maintype=kind, subtype=subkind or "octet-stream", filename=enclosure.name
        )
    letter["Content-Language"] = message.lang  # last: an enclosure takes such a header along into the first part
    return letter

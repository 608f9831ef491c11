"""The channels by which papers reach offices. A new one is a file beside these and an entry here."""

from papers.channels.channel import CODES, Channel, Limit
from papers.channels.embassy_onepager import EMBASSY_ONEPAGER
from papers.channels.eu_brief import EU_BRIEF
from papers.channels.hrc_written import HRC_WRITTEN
from papers.channels.measure import Section, sections
from papers.channels.national_letter import NATIONAL_LETTER
from papers.channels.ose_room import OSE_ROOM
from papers.channels.parliament import PARLIAMENT
from papers.channels.press import PRESS
from papers.channels.sp_comm import SP_COMM
from papers.channels.unsc_letter import UNSC_LETTER
from papers.channels.upr_joint import UPR_JOINT

CHANNELS: dict[str, Channel] = {
    channel.key: channel
    for channel in (
        HRC_WRITTEN,
        UPR_JOINT,
        SP_COMM,
        UNSC_LETTER,
        EU_BRIEF,
        OSE_ROOM,
        NATIONAL_LETTER,
        EMBASSY_ONEPAGER,
        PRESS,
        PARLIAMENT,
    )
}

__all__ = ["CHANNELS", "CODES", "Channel", "Limit", "Section", "sections"]

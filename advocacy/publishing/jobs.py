"""Work that the worker does for this room."""

from advocacy.publishing.making import embargoes_due, files_due, lift_embargo, make_files
from advocacy.publishing.recalling import recall, recalls_due
from advocacy.publishing.special import specials_due
from advocacy.publishing.special_making import make_special
from advocacy.work import Work

WORK = [
    Work("publishing.make_files", files_due, make_files),
    Work("publishing.make_special", specials_due, make_special),
    Work("publishing.recall", recalls_due, recall),
    Work("publishing.lift_embargo", embargoes_due, lift_embargo),
]

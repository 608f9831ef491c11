"""Work that the worker does for this room."""

from advocacy.dispatch.making import due_packages, make_portion
from advocacy.work import Work

WORK = [Work("dispatch.make_parcels", due_packages, make_portion)]

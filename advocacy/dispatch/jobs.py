"""Work that the worker does for this room."""

from advocacy.dispatch.making import due_parcels, make_parcel
from advocacy.work import Work

WORK = [Work("dispatch.make_parcels", due_parcels, make_parcel)]

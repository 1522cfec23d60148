"""Documents for programs: the same actions and queries as the pages."""

from ninja import Router

from dondoc.documents.api.pending import router as pending
from dondoc.documents.api.reading import router as reading
from dondoc.documents.api.registering import router as registering
from dondoc.documents.api.registers import router as registers
from dondoc.documents.api.routing import router as routing

router = Router()
for part in (reading, registering, pending, routing, registers):
    router.add_router("", part)

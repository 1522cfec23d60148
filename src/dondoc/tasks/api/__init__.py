"""Directions and tasks for programs: the same actions and queries as the pages."""

from ninja import Router

from dondoc.tasks.api.directing import router as directing
from dondoc.tasks.api.reading import router as reading
from dondoc.tasks.api.working import router as working

router = Router()
for part in (reading, working, directing):
    router.add_router("", part)

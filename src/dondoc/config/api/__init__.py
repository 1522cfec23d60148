"""The API: OpenAPI 3.1 over the same actions and queries as the pages."""

from ninja import NinjaAPI

from dondoc.config.api import answers
from dondoc.config.api.authentication import SessionPost, TokenPost
from dondoc.documents.api import router as documents
from dondoc.notifications.api import router as notifications
from dondoc.organization.api import router as organization
from dondoc.tasks.api import router as tasks

DESCRIPTION = """The same acts and the same answers as the pages, for programs.

Every call is made by a person in one post: with a key (`Authorization: Bearer dd_…`, issued by an administrator,
bound to a post and a list of permissions), or with the session of the pages (then with its CSRF token). Operation
ids are the verbs of the journal. Sentences in answers are Vietnamese, meant for the user. See docs/api.md.
"""

api = NinjaAPI(
    title="Dondoc",
    version="1",
    description=DESCRIPTION,
    urls_namespace="api",
    docs_url=None,
    auth=[TokenPost(), SessionPost()],
)
api.add_router("", organization)
api.add_router("", notifications)
api.add_router("", documents)
api.add_router("", tasks)
answers.install(api)

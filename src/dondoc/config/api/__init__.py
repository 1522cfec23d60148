"""The API: OpenAPI 3.1 over the same actions and queries as the pages."""

from typing import Any

from ninja import NinjaAPI

from dondoc.config.api import answers
from dondoc.config.api.authentication import SessionPost, TokenPost
from dondoc.deadlines.api import router as deadlines
from dondoc.documents.api import router as documents
from dondoc.notifications.api import router as notifications
from dondoc.organization.api import router as organization
from dondoc.tasks.api import router as tasks

DESCRIPTION = """The same acts and the same answers as the pages, for programs.

Every call is made by a person in one post: with a key (`Authorization: Bearer dd_…`, issued by an administrator,
bound to a post and a list of permissions), or with the session of the pages (then with its CSRF token). Operation
ids are the verbs of the journal. Sentences in answers are Vietnamese, meant for the user. See docs/api.md.
"""


class Api(NinjaAPI):
    """The framework's API; each operation is summed up by the first sentence of its description."""

    def get_openapi_schema(self, **options: Any) -> Any:
        schema = super().get_openapi_schema(**options)
        for path in schema["paths"].values():
            for operation in path.values():
                operation["summary"] = operation["description"].split("\n")[0].split(". ")[0].rstrip(".")
        return schema


api = Api(
    title="Dondoc",
    version="1",
    description=DESCRIPTION,
    urls_namespace="api",
    docs_url=None,
    auth=[TokenPost(), SessionPost()],
)
api.add_router("", organization)
api.add_router("", notifications)
api.add_router("", deadlines)
api.add_router("", documents)
api.add_router("", tasks)
answers.install(api)

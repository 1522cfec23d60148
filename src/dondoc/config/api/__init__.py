"""The API: OpenAPI 3.1 over the same actions and queries as the pages."""

from ninja import NinjaAPI

from dondoc.config.api.authentication import SessionPost, TokenPost
from dondoc.documents.api import router as documents
from dondoc.organization.api import router as organization
from dondoc.tasks.api import router as tasks

api = NinjaAPI(
    title="Dondoc",
    version="1",
    description="Văn bản đến, văn bản đi, ý kiến chỉ đạo, nhiệm vụ. Khóa API gắn với một chức danh.",
    urls_namespace="api",
    docs_url=None,
    auth=[TokenPost(), SessionPost()],
)
api.add_router("", organization)
api.add_router("", documents)
api.add_router("", tasks)

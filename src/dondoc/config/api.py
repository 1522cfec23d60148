"""The API; its operations come with the apps."""

from ninja import NinjaAPI

api = NinjaAPI(title="Dondoc", version="1", urls_namespace="api", docs_url=None)

"""The invented documents, put into the index."""

import pytest

from dondoc.search import index
from tests.search.corpus import CORPUS, DAYS, KIND


@pytest.fixture
def corpus(db: None) -> dict[int, tuple[str, ...]]:
    for number, texts in CORPUS.items():
        index.put(KIND, number, texts=texts, day=DAYS[number], sort_key=number)
    return CORPUS

"""Clients of what stands outside: the mail server and the agencies' webhooks."""


class Undelivered(Exception):
    """An attempt that failed, in words for the administrator; final if no other attempt could do better."""

    def __init__(self, words: str, *, is_final: bool = False) -> None:
        super().__init__(words)
        self.words = words
        self.is_final = is_final

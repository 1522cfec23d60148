"""The three ways in which an action says no; `config.errors` turns each into a page or JSON once."""

from collections.abc import Sequence

from dondoc.lib.rules import Finding


class Denial(Exception):
    """What the three have in common: a sentence for the user, a code for the journal."""

    code = "denied"
    status = 400

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class Forbidden(Denial):
    """The actor may not do this (403)."""

    code = "forbidden"
    status = 403

    def __init__(self, sentence: str, who: str = "") -> None:
        super().__init__(sentence)
        self.who = who


class WrongState(Denial):
    """The record is not, or no longer, in a state that allows this (409)."""

    code = "wrong_state"
    status = 409

    def __init__(self, sentence: str, changed: Sequence[tuple[str, str]] = ()) -> None:
        super().__init__(sentence)
        self.changed = tuple(changed)


class Refused(Denial):
    """Rules refuse it (422): every finding at once, each with its clause and where it is put right."""

    code = "refused"
    status = 422

    def __init__(self, findings: Sequence[Finding]) -> None:
        super().__init__("; ".join(finding.sentence for finding in findings))
        self.findings = tuple(findings)

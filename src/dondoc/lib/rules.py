"""Rules in plain Python: a finding, a verdict, and rulebooks with the dates between which they are in force."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from typing import Any, Literal

_NAMES_ITS_INSTRUMENT = re.compile(r"(NĐ|QĐ|TT|Luật|Bộ luật)\b")

Severity = Literal["refuse", "warn", "ask"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing a rule found: a Vietnamese sentence, its clause, and the page (URL name) that mends it.

    `field` names the form field beside which the sentence is shown; `remedy_args` are the URL's arguments. The
    rulebook adds its `instrument`; a clause that names another instrument itself stands alone.
    """

    sentence: str
    clause: str = ""
    remedy: str = ""
    severity: Severity = "refuse"
    field: str = ""
    code: str = ""
    remedy_args: tuple[int | str, ...] = ()
    instrument: str = ""

    @property
    def cited(self) -> str:
        """The clause as a user reads it: "Điều 15.1 NĐ 30/2020/NĐ-CP"; empty where no law stands behind it."""
        if not self.clause or _NAMES_ITS_INSTRUMENT.match(self.clause):
            return self.clause
        return f"{self.clause} {self.instrument}".strip()


@dataclass(frozen=True, slots=True)
class Verdict:
    """All findings of one judgement, with the rulebooks that gave them."""

    findings: tuple[Finding, ...] = ()
    rulebooks: tuple[str, ...] = ()

    @property
    def refusals(self) -> tuple[Finding, ...]:
        return tuple(finding for finding in self.findings if finding.severity == "refuse")

    @property
    def warnings(self) -> tuple[Finding, ...]:
        return tuple(finding for finding in self.findings if finding.severity != "refuse")

    def raise_if_refused(self) -> None:
        """Raises `Refused` with every refusing finding at once."""
        from dondoc.lib.errors import Refused

        if self.refusals:
            raise Refused(self.refusals)

    def as_json(self) -> dict[str, Any]:
        """For the journal: codes and clauses, no texts."""
        return {
            "rulebooks": list(self.rulebooks),
            "findings": [
                {key: value for key, value in asdict(f).items() if key in ("clause", "code", "severity", "field")}
                for f in self.findings
            ],
        }


Rule = Callable[[Any], Iterable[Finding]]


@dataclass
class Rulebook:
    """The rules of one legal instrument, in force from a day until (not including) another."""

    instrument: str
    in_force_from: date
    in_force_until: date | None = None
    rules: list[tuple[str, Rule]] = field(default_factory=list)

    def clause(self, clause: str) -> Callable[[Rule], Rule]:
        """Registers a rule under its clause; its findings carry the clause and the rule's name as code."""

        def register(rule: Rule) -> Rule:
            self.rules.append((clause, rule))
            return rule

        return register

    def is_in_force(self, day: date) -> bool:
        return self.in_force_from <= day and (self.in_force_until is None or day < self.in_force_until)

    def judge(self, facts: Any) -> Iterator[Finding]:
        for clause, rule in self.rules:
            for finding in rule(facts):
                yield replace(
                    finding,
                    clause=finding.clause or clause,
                    code=finding.code or rule.__name__,
                    instrument=self.instrument,
                )


def judge(facts: Any, rulebooks: Sequence[Rulebook], *, day: date) -> Verdict:
    """The verdict of all rulebooks in force on `day`."""
    in_force = [book for book in rulebooks if book.is_in_force(day)]
    findings = tuple(finding for book in in_force for finding in book.judge(facts))
    return Verdict(findings, tuple(f"{book.instrument}@{book.in_force_from:%Y-%m-%d}" for book in in_force))

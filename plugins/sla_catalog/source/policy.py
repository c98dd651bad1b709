"""The policy of a catalog, read from `sla.yml` beside `mkdocs.yml`."""

from __future__ import annotations

from pathlib import Path

from sla_catalog.findings import Finding
from sla_catalog.model.policy import Policy
from sla_catalog.source.decode import decode
from sla_catalog.source.document import read_document
from sla_catalog.source.limits import Limits

NAME = "sla.yml"


class PolicyError(Exception):
    """Say what is wrong with the policy."""

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        super().__init__("\n".join(_line(one) for one in findings))
        self.findings = findings


def read_policy(path: Path) -> Policy:
    """Return what a file decides, or a policy that decides nothing where there is no such file.

    Raises PolicyError with all that is wrong in it.
    """
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return Policy()
    return policy_in(data, path.name)


def policy_in(data: bytes, name: str = NAME) -> Policy:
    """Return what the text of a policy decides; raise PolicyError with all that is wrong in it."""
    document, findings = read_document(name, data, Limits())
    if document is None:
        raise PolicyError(findings)
    policy, mistakes = decode(document, Policy, Limits())
    if policy is None:
        raise PolicyError(tuple(mistakes))
    return policy


def _line(finding: Finding) -> str:
    instead = f"; help: {finding.instead}" if finding.instead else ""
    return f"{finding.span}: {finding.message}{instead}"

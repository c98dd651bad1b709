"""Drafts with which an agreement begins; what is still to be filled in says TODO."""

from __future__ import annotations

# For authors, not for us: every TODO below is theirs to fill. The rule `left-open` finds each one,
# so that no draft passes a strict build.
OPEN = "TODO"

SHORT = """\
id: {id}
# sla: we promise a customer; ola: teams promise each other; uc: a supplier promises us
kind: sla
title: {title}
owner: {owner}{who}
customer: TODO  # who receives the service
services: [{{id: {id}, name: {title}}}]
service_hours: Mon-Fri 08:00-18:00
duration: {{timezone: {timezone}}}{where}
metrics:
  - {{id: uptime, type: availability, target: 99.5 %, window: calendar month}}
  - {{id: response, type: response_time, target: 4 business hours}}
remedies: {{none: TODO why there is none}}
"""

FULL = """\
id: {id}
# sla: we promise a customer; ola: teams promise each other; uc: a supplier promises us
kind: sla
title: {title}
version: 0.1.0
# draft, in_review, active, ...; an active one must say more, and `sla check` names what is missing
status: draft
classification: internal  # who may see it: public, customer, internal or confidential
owner: {owner}{who}
customer: TODO  # who receives the service
summary: "TODO: what it is about, in a sentence."

duration:
  timezone: {timezone}{where}
  # effective: 2027-01-01   the first day
  # ends: 2027-12-31        the last day, or `initial: 12 months`
# renewal: {{type: tacit, for: 12 months, notice: 3 months}}

# 1  Core services
services:
  - id: {id}
    name: {title}
    in_scope: [TODO]
    out_of_scope: [TODO]
service_hours: Mon-Fri 08:00-18:00  # or 24x7, or the id of a calendar in calendars.yaml
support:
  hours: Mon-Fri 08:00-18:00
  channels:
    - {{id: desk, type: portal, address: TODO}}

# 2  Performance metrics
severities:
  - {{id: P1, name: Critical, definition: Nobody can work.}}
  - {{id: P2, name: High, definition: More than ten people are hindered.}}
  - {{id: P3, name: Normal, definition: Everything else.}}
metrics:
  - {{id: uptime, type: availability, target: 99.5 %, window: calendar month}}
  - id: response
    type: response_time
    objectives:
      - {{when: {{severity: P1}}, target: 1 business hour}}
      - {{when: {{severity: P2}}, target: 4 business hours}}
      - {{when: {{severity: P3}}, target: 1 business day}}
  - id: resolution
    type: resolution_time
    objectives:
      - {{when: {{severity: P1}}, target: 8 business hours}}
      - {{when: {{severity: P2}}, target: 2 business days}}
      - {{when: {{severity: P3}}, none: Solved when there is time.}}
exclusions:
  - {{id: maintenance, category: scheduled_maintenance, text: Announced maintenance.}}
maintenance:
  - {{id: announced, type: scheduled, notice: 5 business days, counts_as_downtime: false}}

# 3  Monitoring and reporting
monitoring:
  measured_by: provider
  reports:
    - {{id: monthly, audience: customer, frequency: every month, contents: [uptime, response]}}

# 4  Responsibilities
responsibilities:
  provider:
    - {{id: operation, text: Runs the service and announces maintenance.}}
  customer:
    - {{id: reporting, text: Reports disruptions through the channels above.}}
  escalation:
    - {{level: 1, after: 1 h, role: TODO, via: desk}}
    - {{level: 2, after: 4 h, role: TODO, via: desk}}

# 5  Penalties and remedies
remedies: {{none: TODO why there is none}}
# remedies:
#   base: monthly fee
#   credits:
#     - {{id: uptime-credit, metrics: [uptime], tiers: [{{below: target, credit: 10 %}}]}}

# 6  Security and compliance
# security: {{elsewhere: The rules for all services.}}

# 7  Review and update
review: {{every: 12 months}}  # next: 2027-12-01 once the day is known
amendment: {{approved_by: [provider, customer]}}
termination: {{notice: 3 months}}
"""


def draft(
    agreement_id: str, title: str, owner: str, timezone: str, *, in_full: bool = False
) -> str:
    """Return the text of a draft; an empty owner is left open, an empty zone is UTC for now."""
    return (FULL if in_full else SHORT).format(
        id=agreement_id,
        title=title,
        owner=owner or OPEN,
        who="" if owner else "  # the team that looks after it",
        timezone=timezone or "UTC",
        where="" if timezone else "  # change it to yours, such as Europe/Berlin",
    )

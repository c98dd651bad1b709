"""Words that people write instead of one of ours, where a key takes one of a closed list.

`automatic` beside a renewal means `tacit`, and no likeness of letters leads there. A word that may
mean two of them offers both. What is given here is only looked for among the choices of the key
at hand, so that `highest` is `replace` between tiers, and itself between credits.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from difflib import get_close_matches

from sla_catalog.model.similarity import key_form
from sla_catalog.patterns import Pattern

_SYNONYMS = {
    # kinds of an agreement
    "sla": "contract agreement service_level_agreement service_agreement customer_agreement "
    "customer_contract service_contract dienstleistungsvertrag servicevertrag "
    "contrat_de_service",
    "ola": "operational_level_agreement operations_level_agreement internal_agreement internal olv "
    "interne_vereinbarung",
    "uc": "contract underpinning_contract supplier_contract vendor_contract third_party_contract "
    "supplier vendor lieferantenvertrag absicherungsvertrag upc contrat_fournisseur",
    # status
    "draft": "entwurf brouillon wip proposed proposal new in_draft work_in_progress ebauche",
    "in_review": "review under_review pending pending_approval pending_review in_approval "
    "awaiting_approval awaiting_signature in_prufung in_pruefung in_freigabe en_revision "
    "en_relecture in_negotiation under_negotiation",
    "active": "in_force effective valid signed approved current live running published in_effect "
    "operational ongoing accepted agreed final aktiv gultig gueltig in_kraft freigegeben actif "
    "valide en_vigueur signe",
    "suspended": "on_hold paused frozen inactive dormant ruhend ausgesetzt pausiert suspendu",
    "expired": "ended inactive lapsed archived closed abgelaufen ausgelaufen expire echu",
    "terminated": "ended inactive cancelled canceled closed revoked withdrawn retired archived "
    "discontinued decommissioned gekundigt gekuendigt beendet resilie termine",
    "superseded": "replaced obsolete outdated retired archived deprecated historic historical "
    "ersetzt abgelost abgeloest remplace",
    # classification
    "public": "open external everyone unclassified offentlich oeffentlich publique extern externe",
    "customer": "customers client clients consumer buyer them they user external kunde kunden "
    "auftraggeber acheteur",
    "internal": "private company company_internal employees staff restricted intern interne "
    "internal_only internal_use internal_use_only nur_intern",
    "confidential": "secret private sensitive restricted strictly_confidential vertraulich "
    "streng_vertraulich geheim confidentiel secret_defense",
    # how much of a source was read
    "full": "complete whole entire all everything vollstandig ganz complet integral",
    "excerpt": "partial partially part partly extract abridged auszug auszugsweise extrait partiel",
    "copy": "mirror scan duplicate kopie abschrift copie",
    "secondary": "secondhand second_hand indirect sekundar indirekt secondaire",
    # where a figure comes from, and what it binds
    "guaranteed": "guarantee binding legally_binding committed commitment firm contractual hard "
    "mandatory verbindlich garantiert zugesichert vertraglich garanti garantie contraignant",
    "contract": "contractual contractually guaranteed binding agreed signed vertrag vertraglich "
    "contrat contractuel",
    "objective": "target goal aim slo intended indicative non_binding unverbindlich soft ziel "
    "zielwert objectif cible",
    "estimate": "estimated expected typical approximate approximation indicative guess assumed "
    "schatzung geschatzt richtwert estimation estime",
    "conflicting": "conflict contradictory contradiction inconsistent disputed widerspruch "
    "widerspruchlich contradictoire",
    "reasonable_efforts": "reasonable reasonable_effort commercially_reasonable "
    "commercially_reasonable_efforts reasonable_endeavours reasonable_endeavors angemessen "
    "efforts_raisonnables",
    "best_effort": "best_efforts best_endeavours best_endeavors effort besteffort asap "
    "as_available as_time_permits bestmoglich nach_bestem_bemuhen au_mieux moyens",
    # exclusions and maintenance
    "customer_caused": "customer client customer_fault client_fault user_error user_fault misuse "
    "customer_error customer_responsibility customer_side caused_by_customer client_caused kunde "
    "kundenverschulden faute_du_client",
    "scheduled_maintenance": "maintenance planned planned_maintenance scheduled planned_downtime "
    "scheduled_downtime planned_outage maintenance_window routine_maintenance wartung "
    "geplante_wartung wartungsfenster maintenance_planifiee maintenance_programmee",
    "emergency_maintenance": "maintenance emergency urgent_maintenance unplanned_maintenance "
    "unscheduled_maintenance wartung notfallwartung maintenance_urgente maintenance_d_urgence",
    "force_majeure": "act_of_god acts_of_god natural_disaster disaster beyond_control war pandemic "
    "beyond_reasonable_control hohere_gewalt hoehere_gewalt naturkatastrophe",
    "third_party": "third_parties external external_provider vendor supplier upstream "
    "cloud_provider dependency independent external_monitoring outside dritte dritter "
    "drittanbieter tiers fournisseur",
    "network": "internet connectivity isp internet_access transit carrier netz netzwerk reseau",
    "security": "attack attacks ddos dos cyberattack cyber_attack hacking abuse malware "
    "security_incident sicherheit angriff securite",
    "suspension": "suspended suspend account_suspension non_payment nonpayment unpaid blocked "
    "withhold withholding_payment sperrung zahlungsverzug impaye",
    "quota": "limit limits rate_limit rate_limits rate_limiting throttling overuse fair_use "
    "usage_limits capacity kontingent",
    "environment": "staging test testing non_production nonproduction sandbox beta preview trial "
    "free_tier testumgebung umgebung environnement",
    "region": "regions location geography standort",
    "not_downtime": "no_downtime degraded degradation degraded_performance performance "
    "partial_outage kein_ausfall",
    "other": "misc miscellaneous various others sonstige sonstiges andere autre autres fax "
    "telefax sms api "
    "forum",
    "scheduled": "planned regular routine recurring preventive periodic maintenance geplant "
    "regelmassig planifie planifiee programmee",
    "emergency": "unplanned unscheduled urgent ad_hoc corrective notfall ungeplant urgence urgente",
    # parties and who measures
    "provider": "service_provider vendor supplier contractor us we internal itself anbieter "
    "dienstleister auftragnehmer prestataire fournisseur",
    "supplier": "vendor manufacturer third_party external lieferant zulieferer fournisseur",
    "jointly": "both both_parties joint shared together mutual gemeinsam conjointement",
    "subcontractor": "sub sub_contractor subprocessor sub_processor unterauftragnehmer "
    "nachunternehmer subunternehmer sous_traitant",
    "reseller": "distributor dealer partner broker wiederverkaufer handler revendeur",
    "beneficiary": "end_user end_customer user affiliate nutzer endkunde begunstigter beneficiaire",
    "auditor": "audit inspector assessor prufer wirtschaftsprufer auditeur",
    "team": "department internal group squad unit division organisation organization abteilung "
    "equipe",
    # services and channels
    "planned": "upcoming future coming_soon announced roadmap in_development development geplant "
    "prevu",
    "beta": "preview alpha pilot trial test experimental early_access public_preview "
    "private_preview",
    "live": "active production prod ga generally_available general_availability in_production "
    "operational current produktiv aktiv en_production",
    "legacy": "deprecated sunset phase_out phasing_out end_of_sale maintained obsolete auslaufend",
    "withdrawn": "retired discontinued end_of_life eol decommissioned removed shut_down obsolete "
    "eingestellt retire abandonne",
    "phone": "telephone tel telefon telephon hotline call voice mobile helpline line pager pagers "
    "on_call "
    "toll_free freephone free_phone number rufnummer rufbereitschaft astreinte anruf appel "
    "telephonique",
    "email": "mail e_mail mailbox courriel messagerie",
    "portal": "web website ticket tickets ticketing ticket_system ticketsystem ticketing_system "
    "jira servicenow service_now itsm self_service helpdesk service_desk form "
    "help_desk zendesk freshdesk jsm remedy otrs espace_client web_form kundenportal portail "
    "formular kontaktformular formulaire webseite in_app",
    "chat": "slack teams ms_teams microsoft_teams messenger whatsapp whats_app mattermost "
    "live_chat im messagerie_instantanee in_app",
    "status_page": "status statuspage status_site statusseite page_d_etat page_de_statut",
    "meeting": "video video_call videoconference zoom onsite on_site in_person vor_ort "
    "vor_ort_termin "
    "sur_site sur_place besprechung treffen reunion visit visioconference",
    "post": "mail letter postal registered_letter courier registered_mail brief einschreiben "
    "courrier",
    # renewal
    "tacit": "automatic automatically auto auto_renew auto_renewal auto_renewing autorenew silent "
    "automatic_renewal implied implicit rolling automatisch stillschweigend automatique tacite "
    "opt_out tacit_renewal tacite_reconduction tacitement yes ja oui renews renewable verlangerbar "
    "reconductible month_to_month",
    "express": "manual explicit by_agreement mutual mutual_agreement on_request written in_writing "
    "approval opt_in negotiated option optional ausdrucklich manuell expresse expres expressly "
    "consent renegotiated renegotiation vereinbarung zustimmung einigung accord "
    "negotiable agreement sur_demande auf_anfrage "
    "yes ja oui renewable verlangerbar reconductible not_automatic not_automatically "
    "nicht_automatisch expires_unless_renewed ends_unless_renewed amendment einvernehmlich",
    "evergreen": "month_to_month until_further_notice bis_auf_weiteres indefinite open_ended "
    "unlimited perpetual permanent ongoing continuous rolling "
    "until_cancelled until_terminated unbefristet illimite indetermine",
    # which way is better
    "higher": "up more increase increasing maximize maximise max bigger greater higher_is_better "
    "hoher hoeher plus_haut",
    "lower": "down less decrease decreasing minimize minimise min smaller fewer lower_is_better "
    "niedriger geringer plus_bas",
    # how things are added up and counted
    "replace": "highest highest_only instead only not_cumulative non_cumulative exclusive "
    "ersetzen remplacer",
    "add": "cumulative cumulatively sum accumulate additive plus total stack kumulativ addieren "
    "cumul cumulatif",
    "highest": "max maximum largest highest_only greatest biggest hochste hochster plus_eleve",
    "first": "earliest first_only erste premier",
    "choice": "customer_choice either choose option wahl wahlweise au_choix",
    "counts": "yes full partial_counts",
    "does_not_count": "no ignored not_counted full_steps_only",
    "whole": "full all entire from_start",
    "from_confirmation": "after_confirmation confirmed once_confirmed after_detection",
    "longest": "max maximum",
    "each": "all separately every individually sum",
    "once": "single union merged together",
    "down": "floor truncate cut abrunden arrondi_inferieur",
    "up": "ceil ceiling aufrunden arrondi_superieur",
    "half_up": "nearest half round commercial kaufmannisch round_half_up",
    "time": "minutes uptime duration time_based zeit temps",
    "events": "requests request_based event_based count counts calls anfragen requetes",
    "slices": "intervals interval buckets time_slices windows_based probes intervalle",
    # claims and rights
    "automatic": "auto automatically automatisch automatique without_claim",
    "on_claim": "claim manual request on_request upon_request by_claim by_request customer_request "
    "auf_antrag antrag auf_anfrage auf_verlangen sur_demande",
    "discretionary": "goodwill discretion at_discretion optional kulanz nach_ermessen "
    "discretionnaire",
    "termination": "terminate cancel cancellation exit kundigung kuendigung sonderkundigung "
    "special_termination resiliation",
    "refund": "money_back reimbursement repayment ruckerstattung erstattung remboursement",
    "extension": "extend contract_extension verlangerung prolongation",
    "work_at_no_cost": "free_work free_of_charge rework no_cost nachbesserung nacharbeit",
    "improvement_plan": "improvement service_improvement_plan sip corrective_action action_plan "
    "corrective_action_plan corrective_actions remediation_plan verbesserungsplan massnahmenplan "
    "plan_d_amelioration",
    "explanation": "root_cause_analysis root_cause rca report incident_report post_mortem "
    "postmortem explain ursachenanalyse begrundung explication",
    "reassignment": "reassign step_in step_in_right transfer ersatzvornahme",
    "bonus": "incentive reward earn_back pramie prime",
    # what depends on what
    "hard": "critical required mandatory strong essential blocking zwingend kritisch",
    "soft": "optional weak non_critical nice_to_have noncritical",
    "series": "serial sequential chain all all_of seriell reihe serie en_serie",
    "parallel": "redundant redundancy failover active_active ha redundanz parallele en_parallele",
    "any_of": "any one_of either alternative alternatives",
    # data protection
    "processor": "data_processor auftragsverarbeiter sous_traitant",
    "controller": "data_controller verantwortlicher responsable responsable_du_traitement",
    "joint_controller": "joint joint_controllers gemeinsam_verantwortliche co_responsable",
    "no_personal_data": "na no keine aucune no_data not_applicable",
    # policies
    "error": "errors err fatal critical high blocker",
    "warning": "warn warnings medium",
    "info": "information notice note remark low hint",
    "off": "ignore ignored disabled disable false no silent never",
    "never": "off no false disabled ignore",
}
# In a phrase they say nothing of a choice, or that it is not that one.
_SAYS_NOTHING = {
    "all", "any", "new", "yes", "they", "them", "only", "part", "time", "max", "min", "sum", "off",
    "both", "user", "first", "test", "limit", "limits", "location", "service_contract", "contract",
}  # fmt: skip
_DENIES = {
    "no", "not", "non", "none", "never", "without", "kein", "keine", "keinen", "nicht", "ohne",
    "pas", "sans", "aucun", "aucune", "unless", "except",
}  # fmt: skip
_CONDITION = Pattern(
    r"_(?:unless|except_if|sofern|es_sei_denn|wenn_nicht|falls_nicht|sauf|if_not)_.*$"
)
# The last part of a German word says what it is: a `Störungshotline` is a hotline.
_LAST_PARTS = {
    "telefon": "phone", "hotline": "phone", "rufnummer": "phone", "nummer": "phone",
    "portal": "portal", "formular": "portal", "ticket": "portal", "postfach": "email",
    "option": "express", "mail": "email", "chat": "chat", "meeting": "meeting", "termin": "meeting",
}  # fmt: skip
_LONGEST_NAME = 4  # words
_MOST_MEANT = 3  # choices; a text that names more of them means none
_NEGATIONS = ("in", "un", "non", "not", "no", "de", "dis", "nicht", "never", "without")


def meant_choices(text: str, choices: Iterable[str]) -> list[str]:
    """Return which of some choices a text means: by another name of theirs, or by its letters."""
    known = list(choices)
    word = _form(text)
    named = [choice for choice in known if word in _SYNONYMS.get(choice, "").split()]
    if named or not word:
        return named
    word = _CONDITION.sub("", word) or word
    is_phrase = not text.startswith(("[", "{"))  # which is a list or mapping
    if is_phrase and (phrased := _in_phrase(word.split("_"), known)):
        return phrased
    close = get_close_matches(text.lower(), known, n=1, cutoff=0.6)
    return [one for one in close if not _is_opposite(word, one)]


def _in_phrase(words: list[str], choices: list[str]) -> list[str]:
    """Return the choices that a phrase names: `stillschweigende Verlängerung` is `tacit`.

    The longest names are looked for first, since `live chat` is not `live`.
    """
    if not _DENIES.isdisjoint(words):
        return []
    left, found = list(words), dict[int, list[str]]()
    for length in range(min(_LONGEST_NAME, len(words)), 0, -1):
        for start in range(len(left) - length + 1):
            piece = left[start : start + length]
            if all(piece) and (named := _named("_".join(piece), choices)):
                found[start] = named
                left[start : start + length] = [""] * length
    meant = list(dict.fromkeys(one for start in sorted(found) for one in found[start]))
    return meant if len(meant) <= _MOST_MEANT else []


def _named(name: str, choices: list[str]) -> list[str]:
    """Return the choices of a name, also of a German adjective with an ending."""
    if len(name) < len("web") or name in _SAYS_NOTHING:
        return []
    last = next((one for part, one in _LAST_PARTS.items() if name.endswith(part)), "")
    if "_" not in name and last in choices and name not in _SYNONYMS[last].split():
        return [last]
    forms = {name, re.sub(r"(?<=[a-z]{5})e[nrsm]?$", "", name)}
    return [
        one
        for one in choices
        if one in forms or not forms.isdisjoint(_SYNONYMS.get(one, "").split())
    ]


def _form(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.replace("ß", "ss"))
    return key_form("".join(sign for sign in plain if not unicodedata.combining(sign)))


def _is_opposite(word: str, choice: str) -> bool:
    """Tell whether a word denies a choice, as `inactive` does: near, and not meant."""
    return any(word.removeprefix(start).strip("_") == choice for start in _NEGATIONS) and (
        word != choice
    )

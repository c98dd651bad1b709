"""Keys in German and French, each with the key of the format or an English word for it."""

from __future__ import annotations

from collections.abc import Iterator

_ENGLISH = {
    word: english
    for english, words in {
        "id": "kennung bezeichner identifiant",
        "kind": "art vertragsart",
        "title": "titel bezeichnung titre intitulé",
        "name": "nom",
        "text": "beschreibung texte",
        "description": "beschrieb",
        "owner": "verantwortlich verantwortlicher eigentümer zuständig responsable propriétaire",
        "version": "fassung",
        "language": "sprache langue",
        "summary": "zusammenfassung kurzbeschreibung zweck résumé objet",
        "classification": "vertraulichkeit einstufung confidentialité",
        "tags": "schlagwörter schlagworte stichwörter étiquettes mots_clés",
        "customer": "kunde kunden auftraggeber leistungsempfänger client bénéficiaire",
        "provider": "anbieter dienstleister auftragnehmer leistungserbringer fournisseur "
            "prestataire",
        "parties": "parteien vertragsparteien vertragspartner parties_prenantes",
        "contacts": "kontakt kontakte ansprechpartner ansprechpersonen contacts_utiles",
        "role": "rolle funktion rôle fonction",
        "phone": "telefon telefonnummer rufnummer téléphone tel tél",
        "email": "e_mail mailadresse courriel adresse_électronique",
        "url": "adresse webadresse lien",
        "duration": "laufzeit vertragslaufzeit vertragsdauer dauer durée",
        "effective": "gültig_ab beginn vertragsbeginn inkrafttreten début date_d_effet",
        "ends": "gültig_bis ende vertragsende fin échéance",
        "renewal": "verlängerung vertragsverlängerung reconduction renouvellement",
        "notice": "kündigungsfrist frist vorlauf préavis",
        "termination": "kündigung beendigung résiliation",
        "services": "leistungen dienste leistungsumfang prestations leistungsbeschreibung",
        "service_hours": "servicezeit servicezeiten betriebszeit betriebszeiten service_zeiten"
        " heures_de_service horaires plages_horaires",
        "support": "unterstützung assistance",
        "hours": "zeiten stunden geschäftszeiten heures",
        "severities": "schweregrade prioritäten störungsklassen fehlerklassen"
        " gravités priorités niveaux_de_gravité",
        "metrics": "kennzahlen messgrößen metriken leistungskennzahlen indicateurs métriques",
        "availability": "verfügbarkeit disponibilité taux_de_disponibilité",
        "response_time": "reaktionszeit reaktionszeiten antwortzeit temps_de_réponse gti"
        " délai_de_réponse temps_de_réaction",
        "resolution_time": "lösungszeit lösungszeiten entstörzeit wiederherstellungszeit"
        " temps_de_résolution délai_de_résolution gtr",
        "target": "ziel zielwert sollwert cible objectif valeur_cible",
        "window": "messzeitraum bezugszeitraum zeitraum période période_de_mesure",
        "exclusions": "ausschlüsse ausnahmen",
        "maintenance": "wartung wartungsfenster wartungszeiten fenêtre_de_maintenance",
        "monitoring": "überwachung messung surveillance suivi",
        "reports": "berichte berichtswesen rapports",
        "frequency": "häufigkeit turnus fréquence périodicité",
        "responsibilities": "pflichten verantwortlichkeiten mitwirkungspflichten responsabilités"
        " obligations",
        "escalation": "eskalation eskalationsstufen escalade",
        "depends_on": "abhängigkeiten abhängig_von dépendances",
        "remedies": "pönalen vertragsstrafen vertragsstrafe rechtsfolgen pénalités sanctions",
        "credits": "gutschriften gutschrift avoirs crédits",
        "caps": "höchstbeträge obergrenze deckel plafond plafonds",
        "security": "sicherheit datenschutz sécurité protection_des_données",
        "review": "überprüfung überprüfungen revue révision",
        "amendment": "änderungen vertragsänderungen avenants modifications",
        "revisions": "änderungshistorie versionshistorie historique",
        "signatories": "unterzeichner unterschriften signataires",
        "conditions": "bedingungen konditionen",
        "payment": "zahlung zahlungsbedingungen zahlungsziel paiement modalités_de_paiement",
        "currency": "währung devise monnaie",
        "liability": "haftung responsabilité_civile",
        "governing_law": "anwendbares_recht gerichtsstand droit_applicable",
        "definitions": "begriffe begriffsbestimmungen definitionen glossar définitions glossaire",
        "term": "begriff terme",
        "timezone": "zeitzone fuseau_horaire",
        "related_documents": "dokumente anlagen anhänge mitgeltende_dokumente",
        "status": "zustand statut",
        "type": "typ",
        "below": "unterhalb en_dessous",
    }.items()
    for word in words.split()
}  # fmt: skip


def _spellings(word: str) -> Iterator[str]:
    yield word
    plain = word.replace("ß", "ss")
    for letter, pair in (("ä", "ae"), ("ö", "oe"), ("ü", "ue")):
        plain = plain.replace(letter, pair)
    yield plain
    yield word.translate(str.maketrans("éèêëàâîïôûç", "eeeeaaiiouc"))


_BY_SPELLING = {form: english for word, english in _ENGLISH.items() for form in _spellings(word)}


def in_english(key: str) -> str:
    """Return the English word for a key in German or French, or nothing."""
    word = key.casefold().replace("-", "_").replace(" ", "_").replace("'", "_")
    return _BY_SPELLING.get(word, "")

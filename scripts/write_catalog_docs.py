"""Write docs/reference/catalogue.md and catalogue.fr.md from the catalogue.

python scripts/write_catalog_docs.py
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple

from carto.catalog.entities import Amount, Entry, Flaw, FlawNeeds
from carto.catalog.reference import catalog
from carto.catalog.vocabulary import Basis, Held, Position
from carto.i18n.bilingual import Bilingual
from carto.i18n.messages import Language

FOLDER = Path(__file__).parents[1] / "docs" / "reference"
FILES: dict[Language, Path] = {"en": FOLDER / "catalogue.md", "fr": FOLDER / "catalogue.fr.md"}

Cell = Callable[[Entry, Language], str]

_LARGE = 10_000  # from here on, a number is written without an exponent

TITLE = Bilingual("Catalogue", "Catalogue")
INTRODUCTION = Bilingual(
    "Ce que carto sait avant de lire un modèle. Page écrite par `scripts/write_catalog_docs.py` : ne pas la modifier à "
    "la main. Une valeur n'est vérifiée que si la colonne « Vérifié » la nomme avec sa source ; toutes les autres sont "
    "des hypothèses, qu'un modèle peut remplacer. Les noms entre parenthèses sont des synonymes acceptés.",
    "What carto knows before it reads a model. Written by `scripts/write_catalog_docs.py`: do not edit it by hand. "
    "A value is verified only where the “Verified” column names it with its source; all others are assumptions, which "
    "a model may replace. Names in brackets are accepted synonyms.",
)
YES, NO, UNKNOWN = Bilingual("oui", "yes"), Bilingual("non", "no"), Bilingual("inconnu", "unknown")


class Section(NamedTuple):
    """A table of the page; ``columns`` are keys of ``HEADINGS``."""

    title: Bilingual
    introduction: Bilingual
    entries: Callable[[], Iterable[Entry]]
    columns: str


def pages() -> dict[Path, str]:
    """Return the text of each page by its path."""
    return {path: page(language) for language, path in FILES.items()}


def page(language: Language) -> str:
    """Return the page in one language."""
    parts = [f"# {TITLE.told(language)}", INTRODUCTION.told(language)]
    parts += [_section(section, language) for section in SECTIONS]
    parts += [_sources(language)]
    return "\n\n".join(parts) + "\n"


def main() -> None:
    """Write both pages."""
    for path, text in pages().items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        print(path)


def _section(section: Section, language: Language) -> str:
    columns = section.columns.split()
    heading = [HEADINGS[column].told(language) for column in columns]
    cells = [SPECIAL.get(column) or _field(column) for column in columns]
    rows = [[cell(entry, language) for cell in cells] for entry in section.entries()]
    title = f"## {section.title.told(language)}"
    return "\n\n".join([title, section.introduction.told(language), _table(heading, rows)])


def _table(heading: list[str], rows: list[list[str]]) -> str:
    lines = [heading, ["---"] * len(heading), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines)


def _sources(language: Language) -> str:
    title = Bilingual("Sources", "Sources").told(language)
    heading = [
        "Id",
        *(
            words.told(language)
            for words in (
                Bilingual("Titre", "Title"),
                Bilingual("Éditeur", "Publisher"),
                Bilingual("Version lue", "Version read"),
                Bilingual("Adresse", "Address"),
            )
        ),
    ]
    rows = [[f"`{s.id}`", s.title, s.publisher, s.version, s.address] for s in catalog().sources.values()]
    return f"## {title}\n\n{_table(heading, rows)}"


def _id(entry: Entry, _language: Language) -> str:
    names = ", ".join(f"`{alias}`" for alias in entry.aliases)
    return f"`{entry.id}`" + (f" ({names})" if names else "")


def _label(entry: Entry, language: Language) -> str:
    return entry.label.told(language)


def _verified(entry: Entry, _language: Language) -> str:
    told = (field for field in type(entry).model_fields if getattr(entry, field) != "")
    fields = [field for field in told if entry.basis_of(field) is Basis.VERIFIED]
    sources = ", ".join(f"`{source}`" for source in entry.sources)
    return f"{', '.join(f'`{field}`' for field in fields)} ({sources})" if fields else ""


def _field(name: str) -> Cell:
    """Return what tells the field of this name, whatever its type."""
    return lambda entry, language: _told(getattr(entry, name), language)


def _told(value: object, language: Language) -> str:
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return (YES if value else NO).told(language)
    if value == "unknown":
        return UNKNOWN.told(language)
    if isinstance(value, Bilingual):
        return value.told(language)
    if isinstance(value, Amount):
        return f"{value.low:g}-{value.high:g}"
    if isinstance(value, float):
        return f"{value:g}" if value < _LARGE else f"{value:.0f}"
    if isinstance(value, tuple):
        return ", ".join(f"`{part}`" for part in value)
    return str(value)


def _scores(entry: Entry, _language: Language) -> str:
    scores = entry.scores if isinstance(entry, Flaw) else ()
    told = (f"{score.score} {score.vector} (`{score.source}`)".replace("  ", " ") for score in scores)
    return "<br>".join(told)


def _needs(entry: Entry, language: Language) -> str:
    needs = _needed(entry.needs) if isinstance(entry, Flaw) else ()
    return " + ".join(words.told(language) for words in needs)


def _needed(needs: FlawNeeds) -> Iterable[Bilingual]:
    if needs.reach:
        doors = ", ".join(f"`{service}`" for service in needs.reach)
        yield Bilingual(f"accès à l'un de {doors}", f"reach of any of {doors}")
    if needs.privilege is not Held.NONE:
        yield Bilingual(f"être `{needs.privilege}` de l'appareil", f"being `{needs.privilege}` of the device")
    if needs.account:
        yield Bilingual("un compte qui l'ouvre", "an account that opens it")
    if needs.position is not Position.NONE:
        yield Bilingual(f"position `{needs.position}`", f"position `{needs.position}`")
    if needs.interaction:
        yield Bilingual("l'action d'une personne", "a person's action")
    if needs.also:
        yield Bilingual(f"d'abord {', '.join(needs.also)}", f"{', '.join(needs.also)} first")


HEADINGS: dict[str, Bilingual] = {
    "administration": Bilingual("Administration", "Administration"),
    "advisory": Bilingual("Avis", "Advisory"),
    "amount_eur": Bilingual("Montant (EUR)", "Amount (EUR)"),
    "authenticated": Bilingual("Authentifié", "Authenticated"),
    "clear_alternative_of": Bilingual("À remplacer par", "Better replaced by"),
    "data": Bilingual("Données", "Data"),
    "depends_on": Bilingual("S'appuie sur", "Depends on"),
    "difficulty": Bilingual("Difficulté", "Difficulty"),
    "effect": Bilingual("Effet", "Effect"),
    "effort_days": Bilingual("Jours de travail", "Working days"),
    "encrypted": Bilingual("Chiffré", "Encrypted"),
    "excludes": Bilingual("Jamais", "Never"),
    "gain": Bilingual("Gain", "Gain"),
    "health": Bilingual("De santé", "Health"),
    "id": Bilingual("Id", "Id"),
    "kev": Bilingual("Exploitée depuis", "Exploited since"),
    "label": Bilingual("Nom", "Name"),
    "likelihood": Bilingual("Vraisemblance par campagne", "Likelihood per campaign"),
    "login": Bilingual("Ouvre une session", "Logs in"),
    "matrix": Bilingual("Matrice", "Matrix"),
    "max_difficulty": Bilingual("Au plus", "At most"),
    "measures": Bilingual("Mesures", "Measures"),
    "minimum_zones": Bilingual("Zones au moins", "Zones at least"),
    "needs": Bilingual("Demande", "Needs"),
    "note": Bilingual("Remarque", "Note"),
    "patchability": Bilingual("Corrections", "Patches"),
    "patient_safety": Bilingual("Sécurité du patient", "Patient safety"),
    "personal": Bilingual("Personnelles", "Personal"),
    "ports": Bilingual("Ports", "Ports"),
    "product": Bilingual("Produit", "Product"),
    "scores": Bilingual("Scores", "Scores"),
    "services": Bilingual("Services", "Services"),
    "size": Bilingual("Taille", "Size"),
    "steps": Bilingual("Étapes", "Steps"),
    "target_level": Bilingual("Niveau visé", "Target level"),
    "techniques": Bilingual("ATT&CK", "ATT&CK"),
    "transit": Bilingual("Traversable", "Can be crossed"),
    "trust": Bilingual("Confiance", "Trust"),
    "types": Bilingual("Types", "Types"),
    "usual_flows": Bilingual("Échanges usuels", "Usual flows"),
    "value_eur": Bilingual("Valeur (EUR)", "Value (EUR)"),
    "verified": Bilingual("Vérifié", "Verified"),
    "who": Bilingual("Qui", "Who"),
    "why": Bilingual("Pour le patient", "For the patient"),
    "with_accounts": Bilingual("Se sert de comptes", "Uses accounts"),
    "year": Bilingual("Année", "Year"),
    "zones": Bilingual("Zones", "Zones"),
}
"""Heading of each column; most are fields of the entries."""
SPECIAL: dict[str, Cell] = {
    "id": _id,
    "label": _label,
    "needs": _needs,
    "scores": _scores,
    "verified": _verified,
    "who": _field("note"),
}
"""Columns that are no field of that name."""
DIFFICULTIES = Bilingual(
    "Des hypothèses de travail, à caler avec des établissements réels.",
    "Working assumptions, to be calibrated with real establishments.",
)


SECTIONS: tuple[Section, ...] = (
    Section(
        Bilingual("Types d'équipement", "Device types"),
        Bilingual(
            "Corrections : A par l'équipe locale, en jours ; B après validation du fournisseur, en semaines ; C par "
            "visite ou micrologiciel du fournisseur, en mois ; D pratiquement jamais. Sécurité du patient : 0 rien, "
            "1 retard, 2 soin dégradé ou information fausse, 3 dommage grave possible, 4 menace vitale immédiate.",
            "Patches: A by local IT, in days; B after the vendor's validation, in weeks; C by a visit or firmware of "
            "the vendor, in months; D practically never. Patient safety: 0 nothing, 1 delay, 2 degraded care or wrong "
            "information, 3 serious harm possible, 4 immediate threat to life.",
        ),
        lambda: catalog().device_types,
        "id label zones services data patchability patient_safety note verified",
    ),
    Section(
        Bilingual("Types de zone", "Zone types"),
        Bilingual(
            "Confiance : 0 hostile, 1 externe connu, 2 exposé, 3 utilisateurs, 4 clinique et technique, 5 cœur. Le "
            "niveau visé est une suggestion de niveau IEC 62443.",
            "Trust: 0 hostile, 1 external and known, 2 exposed, 3 users, 4 clinical and technical, 5 core. The target "
            "level is a suggested IEC 62443 level.",
        ),
        lambda: catalog().zone_types,
        "id label trust target_level transit usual_flows verified",
    ),
    Section(
        Bilingual("Services", "Services"),
        Bilingual(
            "Tels qu'ils sont le plus souvent réglés ; un modèle dit autrement là où l'établissement a fait mieux.",
            "As they are most often set up; a model says otherwise where the establishment did better.",
        ),
        lambda: catalog().services,
        "id label ports encrypted authenticated login administration clear_alternative_of verified",
    ),
    Section(
        Bilingual("Classes de données", "Data classes"),
        Bilingual("Valeur d'un enregistrement en euros, pour un voleur.", "Value of one record in euros, to a thief."),
        lambda: catalog().data_classes,
        "id label value_eur personal health verified",
    ),
    Section(
        Bilingual("Faiblesses à déclarer", "Weaknesses to declare"),
        Bilingual(
            "Ce qu'un auteur écrit sous `weaknesses:` d'un équipement. Sans service nommé, tous ceux qu'il expose.",
            "What an author writes under `weaknesses:` of a device. Without a named service, all that it exposes.",
        ),
        lambda: catalog().weaknesses,
        "id label why effect services gain difficulty techniques verified",
    ),
    Section(
        Bilingual("Failles publiées", "Published flaws"),
        Bilingual(
            "Un vecteur ne porte que les métriques lues à la source. Aucune étape d'attaque n'en est tirée : ce qu'une "
            "faille demande et donne est notre lecture.",
            "A vector holds only the metrics read at the source. No attack step is derived from one: what a flaw needs "
            "and gives is our reading.",
        ),
        lambda: catalog().flaws,
        "id label product types scores kev advisory needs gain difficulty note verified",
    ),
    Section(
        Bilingual("Techniques", "Techniques"),
        Bilingual(
            "Numéros et noms anglais de MITRE ATT&CK ; la formulation française est la nôtre.",
            "Numbers and names of MITRE ATT&CK.",
        ),
        lambda: catalog().techniques,
        "id label matrix steps verified",
    ),
    Section(
        Bilingual("Attaquants", "Attackers"),
        Bilingual("D'où ils partent et ce qu'ils savent faire.", "Where they begin and what they can do."),
        lambda: catalog().attackers,
        "id label who steps excludes max_difficulty with_accounts",
    ),
    Section(
        Bilingual("Profils d'établissement", "Establishment profiles"),
        Bilingual("Ce qu'on peut demander, selon la taille.", "What may be asked, by size."),
        lambda: catalog().establishments,
        "id label size minimum_zones measures depends_on",
    ),
    Section(
        Bilingual("Repères de coût", "Cost anchors"),
        Bilingual(
            "Ce que des attaques et leur prévention ont coûté ailleurs, tel que publié. Qu'ils valent pour un autre "
            "établissement est une hypothèse.",
            "What attacks and their prevention have cost elsewhere, as published. That they hold for another "
            "establishment is an assumption.",
        ),
        lambda: catalog().cost_anchors,
        "id label amount_eur year verified",
    ),
    Section(
        Bilingual("Difficultés", "Difficulties"),
        DIFFICULTIES,
        lambda: catalog().assumptions.difficulties,
        "id label likelihood effort_days",
    ),
)


if __name__ == "__main__":
    main()

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


class Column(NamedTuple):
    """A column: its heading and what fills its cells."""

    heading: Bilingual
    cell: Cell


class Section(NamedTuple):
    """A table of the page."""

    title: Bilingual
    introduction: Bilingual
    entries: Callable[[], Iterable[Entry]]
    columns: tuple[Column, ...]


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
    heading = [column.heading.told(language) for column in section.columns]
    rows = [[column.cell(entry, language) for column in section.columns] for entry in section.entries()]
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


def _column(name: str, fr: str, en: str) -> Column:
    return Column(Bilingual(fr, en), _field(name))


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


ID = Column(Bilingual("Id", "Id"), _id)
LABEL = Column(Bilingual("Nom", "Name"), _label)
VERIFIED = Column(Bilingual("Vérifié", "Verified"), _verified)
GAIN = _column("gain", "Gain", "Gain")
DIFFICULTY = _column("difficulty", "Difficulté", "Difficulty")
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
        (
            ID,
            LABEL,
            _column("zones", "Zones", "Zones"),
            _column("services", "Services", "Services"),
            _column("data", "Données", "Data"),
            _column("patchability", "Corrections", "Patches"),
            _column("patient_safety", "Sécurité du patient", "Patient safety"),
            _column("note", "Remarque", "Note"),
            VERIFIED,
        ),
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
        (
            ID,
            LABEL,
            _column("trust", "Confiance", "Trust"),
            _column("target_level", "Niveau visé", "Target level"),
            _column("transit", "Traversable", "Can be crossed"),
            _column("usual_flows", "Échanges usuels", "Usual flows"),
            VERIFIED,
        ),
    ),
    Section(
        Bilingual("Services", "Services"),
        Bilingual(
            "Tels qu'ils sont le plus souvent réglés ; un modèle dit autrement là où l'établissement a fait mieux.",
            "As they are most often set up; a model says otherwise where the establishment did better.",
        ),
        lambda: catalog().services,
        (
            ID,
            LABEL,
            _column("ports", "Ports", "Ports"),
            _column("encrypted", "Chiffré", "Encrypted"),
            _column("authenticated", "Authentifié", "Authenticated"),
            _column("login", "Ouvre une session", "Logs in"),
            _column("administration", "Administration", "Administration"),
            _column("clear_alternative_of", "À remplacer par", "Better replaced by"),
            VERIFIED,
        ),
    ),
    Section(
        Bilingual("Classes de données", "Data classes"),
        Bilingual("Valeur d'un enregistrement en euros, pour un voleur.", "Value of one record in euros, to a thief."),
        lambda: catalog().data_classes,
        (
            ID,
            LABEL,
            _column("value_eur", "Valeur (EUR)", "Value (EUR)"),
            _column("personal", "Personnelles", "Personal"),
            _column("health", "De santé", "Health"),
            VERIFIED,
        ),
    ),
    Section(
        Bilingual("Faiblesses à déclarer", "Weaknesses to declare"),
        Bilingual(
            "Ce qu'un auteur écrit sous `weaknesses:` d'un équipement. Sans service nommé, tous ceux qu'il expose.",
            "What an author writes under `weaknesses:` of a device. Without a named service, all that it exposes.",
        ),
        lambda: catalog().weaknesses,
        (
            ID,
            LABEL,
            _column("why", "Pour le patient", "For the patient"),
            _column("effect", "Effet", "Effect"),
            _column("services", "Services", "Services"),
            GAIN,
            DIFFICULTY,
            _column("techniques", "ATT&CK", "ATT&CK"),
            VERIFIED,
        ),
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
        (
            ID,
            LABEL,
            _column("product", "Produit", "Product"),
            _column("types", "Types", "Types"),
            Column(Bilingual("Scores", "Scores"), _scores),
            _column("kev", "Exploitée depuis", "Exploited since"),
            _column("advisory", "Avis", "Advisory"),
            Column(Bilingual("Demande", "Needs"), _needs),
            GAIN,
            DIFFICULTY,
            _column("note", "Remarque", "Note"),
            VERIFIED,
        ),
    ),
    Section(
        Bilingual("Techniques", "Techniques"),
        Bilingual(
            "Numéros et noms anglais de MITRE ATT&CK ; la formulation française est la nôtre.",
            "Numbers and names of MITRE ATT&CK.",
        ),
        lambda: catalog().techniques,
        (ID, LABEL, _column("matrix", "Matrice", "Matrix"), _column("steps", "Étapes", "Steps"), VERIFIED),
    ),
    Section(
        Bilingual("Attaquants", "Attackers"),
        Bilingual("D'où ils partent et ce qu'ils savent faire.", "Where they begin and what they can do."),
        lambda: catalog().attackers,
        (
            ID,
            LABEL,
            _column("note", "Qui", "Who"),
            _column("steps", "Étapes", "Steps"),
            _column("excludes", "Jamais", "Never"),
            _column("max_difficulty", "Au plus", "At most"),
            _column("with_accounts", "Se sert de comptes", "Uses accounts"),
        ),
    ),
    Section(
        Bilingual("Profils d'établissement", "Establishment profiles"),
        Bilingual("Ce qu'on peut demander, selon la taille.", "What may be asked, by size."),
        lambda: catalog().establishments,
        (
            ID,
            LABEL,
            _column("size", "Taille", "Size"),
            _column("minimum_zones", "Zones au moins", "Zones at least"),
            _column("measures", "Mesures", "Measures"),
            _column("depends_on", "S'appuie sur", "Depends on"),
        ),
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
        (
            ID,
            LABEL,
            _column("amount_eur", "Montant (EUR)", "Amount (EUR)"),
            _column("year", "Année", "Year"),
            VERIFIED,
        ),
    ),
    Section(
        Bilingual("Difficultés", "Difficulties"),
        DIFFICULTIES,
        lambda: catalog().assumptions.difficulties,
        (
            ID,
            LABEL,
            _column("likelihood", "Vraisemblance par campagne", "Likelihood per campaign"),
            _column("effort_days", "Jours de travail", "Working days"),
        ),
    ),
)


if __name__ == "__main__":
    main()

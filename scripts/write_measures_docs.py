"""Write docs/reference/measures.md and measures.fr.md: what the catalogue's measures do in a model, and in the samples.

python scripts/write_measures_docs.py
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

from carto.attack.typical import TYPICAL, Offer, typical_offer
from carto.attack.typical_effects import AFTERWARDS, EFFECTS, TOLD, TypicalEffect
from carto.catalog.entities import CostBySize, TypicalMeasure
from carto.catalog.reference import catalog
from carto.cli.figures import percent
from carto.i18n.bilingual import Bilingual
from carto.i18n.messages import Language, say
from carto.load.model import load_model

ROOT: Final = Path(__file__).parents[1]
FOLDER: Final = ROOT / "docs" / "reference"
FILES: dict[Language, Path] = {"en": FOLDER / "measures.md", "fr": FOLDER / "measures.fr.md"}
SAMPLES: Final = {"cabinet": "cabinet", "ehpad": "ehpad", "programmer": "programmer/bad.yaml", "valmont": "valmont"}

TITLE: Final = Bilingual("Mesures du catalogue", "Measures of the catalogue")
OTHER: Final = Bilingual("*[In English](measures.md)*", "*[En français](measures.fr.md)*")
INTRODUCTION: Final = Bilingual(
    "Ce que `carto plan --typical` propose, ce que chaque mesure change dans un modèle, et ce qu'elle y lit. Page "
    "écrite par `scripts/write_measures_docs.py` : ne pas la modifier à la main. Effets, coûts et jours sont des "
    "hypothèses : ordres de grandeur, première année, main-d'œuvre comprise, pour un petit (cabinet, centre de santé), "
    "moyen et grand (CHU, groupement) établissement ; jours de l'équipe d'un établissement moyen. Une mesure n'est "
    "proposée que si elle changerait quelque chose, et si le modèle n'a pas déjà la sienne (`kind` du même nom).",
    "What `carto plan --typical` offers, what each measure changes in a model, and what it reads there. Written by "
    "`scripts/write_measures_docs.py`: do not edit it by hand. Effects, costs and days are assumptions: orders of "
    "magnitude, first year, labour included, for a small (practice, health centre), medium and large (university "
    "hospital, group) establishment; days of the team of a medium one. A measure is offered only if it would change "
    "something, and if the model does not have its own (`kind` of the same name).",
)
READING: Final = Bilingual(
    "Exemples : **x** proposée, **?** le modèle ne dit pas tout et le plan dit quoi écrire, **=** déjà dans le modèle, "
    "**~** n'arrête aucune attaque, vide : sans objet.",
    "Samples: **x** offered, **?** the model does not say all and the plan tells what to write, **=** in the model "
    "already, **~** stops no attack, empty: nothing to do there.",
)
HEADINGS: Final = (
    Bilingual("Mesure", "Measure"),
    Bilingual("Coût (k€)", "Cost (k€)"),
    Bilingual("Jours", "Days"),
    Bilingual("Porte sur", "Bears on"),
    Bilingual("Ce qu'elle change", "What it changes"),
    Bilingual("Exemples", "Samples"),
)
VERBS: Final = {
    "sets": Bilingual("écrit", "sets"),
    "closes": Bilingual("règle", "mends"),
    "hardens": Bilingual("durcit", "hardens"),
    "detects": Bilingual("voit à temps", "sees in time"),
    "requires": Bilingual("exige", "requires"),
}
NOTHING: Final = Bilingual("N'arrête aucune étape ; {effect}", "Stops no step; {effect}")


def pages() -> dict[Path, str]:
    """Return the text of each page by its path."""
    offers = {name: typical_offer(load_model(ROOT / "samples" / path)) for name, path in SAMPLES.items()}
    return {path: page(language, offers) for language, path in FILES.items()}


def page(language: Language, offers: Mapping[str, Offer]) -> str:
    """Return the page in one language."""
    heading = [words.told(language) for words in HEADINGS]
    rows = [_row(entry, language, offers) for entry in sorted(catalog().measures, key=lambda entry: entry.id)]
    table = "\n".join("| " + " | ".join(line) + " |" for line in [heading, ["---"] * len(heading), *rows])
    parts = [f"# {TITLE.told(language)}", OTHER.told(language), INTRODUCTION.told(language)]
    return "\n\n".join([*parts, READING.told(language), table]) + "\n"


def main() -> None:
    """Write both pages."""
    for path, text in pages().items():
        path.write_text(text, encoding="utf-8")
        print(path)


def _row(entry: TypicalMeasure, language: Language, offers: Mapping[str, Offer]) -> list[str]:
    seen = (f"{name} {sign}" for name, offer in offers.items() if (sign := _sign(entry.id, offer)))
    return [
        f"{entry.label.told(language)}<br>`{entry.id}`",
        _costs(entry.cost_keur),
        f"{entry.days:g}",
        _bears_on(entry.id, language),
        _changes(entry, language),
        "<br>".join(seen),
    ]


def _sign(one: str, offer: Offer) -> str:
    if any(one in {each.kind, each.id} and each.source != TYPICAL for each in offer.model.measures.values()):
        return "="
    reasons = {each.reason for each in offer.unapplied if each.measure == one}
    if "afterwards" in reasons:
        return "~"
    return " ".join(["x"] * (one in offer.model.measures) + ["?"] * bool(reasons))


def _costs(cost: CostBySize) -> str:
    return " / ".join("-" if one is None else f"{one:g}" for one in (cost.small, cost.medium, cost.large))


def _bears_on(one: str, language: Language) -> str:
    effect = EFFECTS.get(one)
    if effect is None:
        return say(f"plan.needs.{one}", language) if one in TOLD else ""
    return say(f"plan.bears-on.{effect.bears_on}", language) if effect.bears_on else _codes(effect.types)


def _changes(entry: TypicalMeasure, language: Language) -> str:
    if entry.id in AFTERWARDS:
        effect = entry.effect.told(language)
        return NOTHING.told(language).format(effect=effect[0].lower() + effect[1:])
    if entry.id in TOLD:
        return say(f"plan.told.{entry.id}", language)
    return " ; ".join(_parts(EFFECTS[entry.id], language))


def _parts(effect: TypicalEffect, language: Language) -> Iterable[str]:
    for key, value in effect.changes.items():
        yield f"{VERBS[key].told(language)} {_told(value, language)}"


def _told(value: object, language: Language) -> str:
    if isinstance(value, Mapping):
        return ", ".join(f"`{key}: {_plain(one)}`" for key, one in value.items())
    if isinstance(value, float):
        return percent(value, language)
    return _codes(value) if isinstance(value, list | tuple) else str(value)


def _plain(value: object) -> str:
    return "null" if value is None else str(value).lower()


def _codes(words: Iterable[str]) -> str:
    return ", ".join(f"`{word}`" for word in words)


if __name__ == "__main__":
    main()

"""Write docs/reference/{rules,coverage,completeness}.md and their French twins from the rules.

python scripts/write_rules_docs.py
"""

from __future__ import annotations

import inspect
import re
from itertools import groupby
from pathlib import Path

from carto.i18n.bilingual import Bilingual, both
from carto.i18n.messages import Language
from carto.rules.base import ALL_KINDS, HOSPITALS, Cause, Rule
from carto.rules.citations import Reference
from carto.rules.coverage import FRAMEWORKS, clauses_of, mapped_rules
from carto.rules.expectations import EXPECTED
from carto.rules.registry import all_rules, rule_of

FOLDER = Path(__file__).parents[1] / "docs" / "reference"

RULES_TITLE = Bilingual("Règles", "Rules")
RULES_TEXT = Bilingual(
    "Page écrite par `scripts/write_rules_docs.py` : ne pas la modifier à la main.\n\n"
    "Chaque règle porte le nom d'un mauvais état. La gravité part de celle de la règle, puis trois choses comptent, "
    "dans cet ordre. Ce que la règle dit elle-même de l'endroit : un cran par raison. Ce qui l'entoure : il est sur un "
    "chemin d'attaque calculé (étapes confirmées ou déclarées) vers une cible ou vers un équipement dont la panne peut "
    "faire un dommage grave (classes 3 et 4), il est joignable depuis une zone hostile, sa faille est au catalogue des "
    "failles exploitées ; ces raisons font monter d'un cran toutes ensemble, et d'élevée à critique seulement à deux. "
    "Ce qui est déclaré contre : un cran de moins par mesure compensatoire, et un cran de moins quand personne n'a dit "
    "ce qu'il en est : le constat est alors « à vérifier », et ce qui l'entoure ne le fait pas monter. La gravité ne "
    "sort jamais de l'échelle, et le calcul est montré avec chaque constat : une raison qui seule ne suffit pas y "
    "figure avec +0. Ce qui n'est que non écrit (responsable, logiciel, contrat) ne monte pas avec les chemins.",
    "Written by `scripts/write_rules_docs.py`: do not edit it by hand.\n\n"
    "Each rule bears the name of a bad state. Severity starts from the rule's, then three things count, in this order. "
    "What the rule itself says of the place: one level a reason. What surrounds it: it lies on a computed attack path "
    "(confirmed or declared steps) to a target or to a device whose failure may do serious harm (classes 3 and 4), it "
    "is reached from a hostile zone, its flaw is in the catalogue of exploited flaws; these reasons raise by one level "
    "all together, and from high to critical only when there are two. What is declared against it: one level less per "
    "compensating control, and one less when nobody has said: the finding is then 'to check', and what surrounds it "
    "does not raise it. Severity never leaves the scale, and the arithmetic is shown with every finding: a reason that "
    "alone is not enough stands there with +0. What is merely not written (owner, software, contract) does not rise "
    "with paths.",
)
COVERAGE_TITLE = Bilingual("Couverture des référentiels", "Coverage of frameworks")
COVERAGE_TEXT = Bilingual(
    "Quelles règles regardent quelle exigence. « Non modélisé » veut dire qu'aucune règle ne la regarde. Aucune ligne "
    "ne vaut conformité : sur un modèle, carto dit seulement non tenu, inconnu, rien trouvé contre, ou non modélisé. "
    "Les 72 faiblesses que carto voulait trouver sont toutes là, une règle chacune : aucune n'a été fondue ni "
    "retirée. Les règles de cohérence ne renvoient à aucun référentiel.",
    "Which rules look at which requirement. 'Not modelled' means that no rule looks at it. No row means compliance: on "
    "a model, carto only says not met, unknown, nothing found against it, or not modelled. The 72 weaknesses that "
    "carto set out to find are all there, one rule each: none was merged or dropped. Consistency rules refer to no "
    "framework.",
)
COMPLETE_TITLE = Bilingual("Complétude", "Completeness")
COMPLETE_TEXT = Bilingual(
    "Quel champ est attendu dans quelle vue, à partir de quel niveau de détail, et à qui le demander. Les six vues et "
    "les trois niveaux sont ceux du guide national de cartographie ; la correspondance avec nos champs est la "
    "nôtre. Un objet est complet à un niveau quand tout ce qui est attendu jusqu'à ce niveau dit quelque chose ; "
    "« inconnu » ne dit rien.",
    "Which field is expected in which view, from which level of detail on, and whom to ask. The six views and three "
    "levels are those of the national mapping guide; the mapping onto our fields is ours. An object is complete at "
    "a level when all that is expected up to that level says something; 'unknown' says nothing.",
)
HEADINGS = {
    "rule": Bilingual("Règle", "Rule"),
    "severity": Bilingual("Gravité", "Severity"),
    "why": Bilingual("Pour les patients", "For patients"),
    "remedy": Bilingual("Remède", "Remedy"),
    "bad": Bilingual("Exemple", "Example"),
    "good": Bilingual("À écrire", "Use instead"),
    "false": Bilingual("Faux positifs", "False positives"),
    "references": Bilingual("Références", "References"),
    "measures": Bilingual("Mesures", "Measures"),
    "clause": Bilingual("Exigence", "Clause"),
    "field": Bilingual("Champ", "Field"),
    "level": Bilingual("Niveau", "Level"),
    "question": Bilingual("Question", "Question"),
    "whom": Bilingual("À qui", "Whom"),
    "consistency": Bilingual("Cohérence de la carte", "Consistency of the map"),
    "weaknesses": Bilingual("Faiblesses", "Weaknesses"),
    "thing": Bilingual("l'objet", "the object"),
}
KINDS = {
    "all": Bilingual("tous les établissements", "every establishment"),
    "organised": Bilingual("tous sauf le cabinet d'un médecin", "all but a lone practice"),
    "hospitals": Bilingual("cliniques, hôpitaux, groupements", "clinics, hospitals, groups"),
}


def pages() -> dict[Path, str]:
    """Return the text of each page by its path."""
    writers = {"rules": rules_page, "coverage": coverage_page, "completeness": completeness_page}
    return {
        FOLDER / f"{name}{suffix}.md": writer(language)
        for name, writer in writers.items()
        for language, suffix in (("en", ""), ("fr", ".fr"))
    }


def rules_page(language: Language) -> str:
    """Return the page of rules."""
    parts = [f"# {RULES_TITLE.told(language)}", RULES_TEXT.told(language)]
    for family, wanted in (("weaknesses", False), ("consistency", True)):
        parts.append(f"## {_word(family, language)}")
        parts += [_rule(rule, language) for rule in all_rules() if (rule.cause is Cause.MODEL) is wanted]
    return "\n\n".join(parts) + "\n"


def coverage_page(language: Language) -> str:
    """Return the matrix of clauses and rules."""
    parts = [f"# {COVERAGE_TITLE.told(language)}", COVERAGE_TEXT.told(language)]
    rules = mapped_rules()
    silent = both("rules-completeness.status.not-modelled").told(language)
    for framework in FRAMEWORKS:
        rows = [(one, rules.get(Reference(framework, one), ())) for one in clauses_of(framework)]
        cells = [[clause, ", ".join(_titled(rule, language) for rule in ids) or silent] for clause, ids in rows]
        parts.append(f"## {both(f'rules-completeness.framework.{framework}').told(language)}")
        parts.append(_table([_word("clause", language), _word("rule", language)], cells))
    return "\n\n".join(parts) + "\n"


def completeness_page(language: Language) -> str:
    """Return the table of expected facts."""
    parts = [f"# {COMPLETE_TITLE.told(language)}", COMPLETE_TEXT.told(language)]
    heading = [_word(name, language) for name in ("field", "level", "question", "whom")]
    for view, wanted in groupby(
        sorted(EXPECTED, key=lambda one: list(type(one.view)).index(one.view)), lambda o: o.view
    ):
        rows = [
            [
                f"`{one.section}.{one.field}`",
                str(one.level),
                one.question(_word("thing", language)).told(language),
                one.asked.told(language),
            ]
            for one in sorted(wanted, key=lambda one: (one.level, one.section, one.field))
        ]
        parts.append(f"## {both(f'rules-completeness.view.{view}').told(language)}")
        parts.append(_table(heading, rows))
    return "\n\n".join(parts) + "\n"


def main() -> None:
    """Write every page."""
    for path, text in pages().items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        print(path)


def _rule(rule: Rule, language: Language) -> str:
    doc = inspect.getdoc(type(rule)) or ""
    bad, good = re.findall(r"```yaml\n.*?```", doc, re.DOTALL)
    alias = f" · {rule.alias}" if rule.alias else ""
    facts = [both(f"rules.level.{rule.severity}"), both(f"rules.cause.{rule.cause}"), _kinds(rule)]
    named_facts = "; ".join(fact.told(language) for fact in facts)
    lines = [
        f"### `{rule.id}`{alias}",
        f"**{rule.text('title').told(language)}** ({named_facts}). {rule.text('what').told(language)}",
        f"*{_word('why', language)}*: {rule.text('why').told(language)}",
        f"*{_word('bad', language)}*\n\n{bad}",
        f"*{_word('good', language)}*\n\n{good}",
        f"*{_word('remedy', language)}*: {rule.text('remedy').told(language)}",
        f"*{_word('false', language)}*: {rule.text('false').told(language)}",
    ]
    if rule.references:
        named = ", ".join(f"{one.framework} {one.clause}" for one in rule.references)
        lines.append(f"*{_word('references', language)}*: {named}")
    if rule.measures:
        lines.append(f"*{_word('measures', language)}*: {', '.join(f'`{one}`' for one in rule.measures)}")
    return "\n\n".join(lines)


def _kinds(rule: Rule) -> Bilingual:
    return KINDS["all" if rule.profiles == ALL_KINDS else "hospitals" if rule.profiles == HOSPITALS else "organised"]


def _titled(rule_id: str, language: Language) -> str:
    rule = rule_of(rule_id)
    return f"{rule.text('title').told(language)} (`{rule_id}`)" if rule else rule_id


def _word(name: str, language: Language) -> str:
    return HEADINGS[name].told(language)


def _table(heading: list[str], rows: list[list[str]]) -> str:
    return "\n".join(f"| {' | '.join(cells)} |" for cells in (heading, ["---"] * len(heading), *rows))


if __name__ == "__main__":
    main()

"""Write the reference of the model and of its errors, in both languages, from the code, its texts and the samples.

python scripts/write_reference.py
"""

from __future__ import annotations

import typing
from collections.abc import Iterable, Iterator
from enum import Enum
from pathlib import Path

from pydantic.fields import FieldInfo

from carto.errors import InvalidModelError
from carto.i18n.bilingual import Bilingual
from carto.i18n.messages import Language, say, texts
from carto.load.events import MAX_DEPTH, MAX_EXPANSION, MAX_TEXT
from carto.load.files import MAX_BYTES
from carto.load.json_schema import text_key
from carto.load.merge import TABLES, TOP_KEYS
from carto.load.model import load_model
from carto.load.shapes import ENTITIES, WORD_MEANS, keys_of
from carto.load.tables import Table
from carto.load.written import TEMPLATES
from carto.model.assumptions import Assumptions
from carto.model.diagnostic import Diagnostic
from carto.model.entity import Entity, Part
from carto.model.establishment import Establishment

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "docs" / "reference"
BROKEN = ROOT / "samples" / "broken"
SUFFIXES: dict[Language, str] = {"en": ".md", "fr": ".fr.md"}
MARKS: tuple[Language, ...] = ("en", "fr")

ERRORS_TITLE = Bilingual("Erreurs", "Errors")
ERRORS_INTRODUCTION = Bilingual(
    "Tout ce que carto peut reprocher à un modèle, avec un exemple. Page écrite par `scripts/write_reference.py` : ne "
    "pas la modifier à la main. Toutes les erreurs d'un modèle sont données en une fois, par fichier et par ligne : "
    "`fichier:ligne:colonne: erreur[code]: ce qui ne va pas`, puis un conseil ; le code de sortie est 3. "
    "Un avertissement n'arrête rien. Un fichier qui n'est pas compris ne fait inventer aucune erreur ailleurs : tant "
    "qu'il ne l'est pas, ce qui semble manquer n'est pas signalé.",
    "All that carto may find wrong with a model, with an example. Written by `scripts/write_reference.py`: do not edit "
    "it by hand. All errors of a model are told in one run, by file and line, as "
    "`file:line:column: error[code]: what is wrong`, followed by a hint; the exit code is 3. A warning stops nothing. "
    "A file that is not understood makes up no error elsewhere: until it is, what seems to be missing is not told.",
)
GRAPHS = Bilingual("Graphes d'attaque", "Attack graphs")
GRAPHS_INTRODUCTION = Bilingual(
    "Ce que carto peut reprocher à un fichier `carto.attack-graph/1`.",
    "What carto may find wrong with a `carto.attack-graph/1` file.",
)
RUNS = Bilingual("Commandes", "Commands")
RUNS_INTRODUCTION = Bilingual(
    "Ce qui empêche une commande d'aboutir sans que le modèle soit en cause.",
    "What keeps a command from its end when the model is not at fault.",
)
MESSAGE, HINT, CODE = Bilingual("Message", "Message"), Bilingual("Conseil", "Hint"), Bilingual("Code", "Code")

MODEL_TITLE = Bilingual("Modèle", "Model")
MODEL_INTRODUCTION = Bilingual(
    "Tout ce qu'un modèle peut dire. Page écrite par `scripts/write_reference.py` : ne pas la modifier à la main. Les "
    "types, services, faiblesses et failles sont dans le [catalogue](catalogue.fr.md), les messages dans les "
    "[erreurs](errors.fr.md).",
    "All that a model may say. Written by `scripts/write_reference.py`: do not edit it by hand. Types, services, "
    "weaknesses and flaws are in the [catalogue](catalogue.md), messages under [errors](errors.md).",
)
RULES = Bilingual(
    f"""## Comment un modèle se lit

- **Fichiers.** Un modèle est un fichier YAML, ou un dossier : tout `*.yaml` ou `*.yml` sous ce dossier en fait partie,
  l'ordre ne compte pas, et toute partie peut se trouver dans tout fichier. Les fichiers cachés, et les liens qui
  sortent du dossier, ne sont pas lus. Un des fichiers contient `carto: 1`.
- **Identifiants.** Chaque chose est une clé ; son identifiant est unique dans tout le modèle (lettres sans accent,
  chiffres, `-`, `.`, `_`). Le nom que les gens lisent va dans `name`.
- **Trois longueurs.** Un mot, une forme courte, un objet complet : `internet: internet` vaut
  `internet: {{type: internet}}`.
- **Liens et flux.** La clé dit les deux bouts : `a -> b` dans un sens, `a -- b` dans les deux, `a -> b / nom` pour un
  second lien entre les mêmes bouts. Sous un nom libre, `from` et `to` les donnent. Un flux a toujours un sens.
- **Cascade.** Le type du catalogue, puis les gabarits (`like`, qui s'enchaînent), puis l'objet lui-même : le dernier
  qui parle l'emporte. Une liste remplace, un objet complète clé par clé, une valeur vide retire. `carto show` dit d'où
  vient chaque valeur.
- **Mots.** Tout est lu comme du texte, puis compris selon le champ : `NO`, `22:30`, `010000123` ou `1.10` restent ce
  qu'ils sont. Oui et non s'écrivent `true` et `false` ; `unknown` veut dire que personne ne sait, et n'est jamais pris
  pour une bonne nouvelle.
- **Services.** Un nom du catalogue, ou un port : `tcp/8555`, `udp/5000-5010`. Un port habituel devient son service.
- **Failles.** Un numéro connu du catalogue ; sinon, `reach` (liste de services, vide si aucun accès réseau n'est
  requis) et `gain` la décrivent.
- **Sites.** Sans partie `sites:`, nommer un site suffit à le faire exister.
- **Scénarios.** `patch` s'écrit comme un modèle : ce qu'il nomme est complété, ce qu'il donne vide disparaît, le reste
  est ajouté. Ce qui a encore besoin d'une chose retirée est une erreur.
- **Tableaux.** `tables:` lit des équipements, liens, flux ou comptes dans un CSV ; les erreurs nomment la ligne et la
  colonne.
- **Limites.** {MAX_DEPTH} niveaux imbriqués, {MAX_TEXT} caractères par texte, {MAX_BYTES // 1_000_000} Mo par fichier,
  et des alias qui ne multiplient pas un fichier par plus de {MAX_EXPANSION}.
""",
    f"""## How a model is read

- **Files.** A model is a YAML file, or a folder: every `*.yaml` or `*.yml` below it belongs to the model, order does
  not matter, and any part may stand in any file. Hidden files, and links that lead out of the folder, are not read.
  One of the files holds `carto: 1`.
- **Ids.** Each thing is a key; its id is unique in the whole model (unaccented letters, digits, `-`, `.`, `_`). The
  name that people read goes in `name`.
- **Three lengths.** A word, a short form, a full map: `internet: internet` is `internet: {{type: internet}}`.
- **Links and flows.** The key names both ends: `a -> b` one way, `a -- b` both ways, `a -> b / name` for a second one
  between the same ends. Under a free name, `from` and `to` give them. A flow always has a direction.
- **Cascade.** The catalogue's type, then the templates (`like`, which chain), then the thing itself: whoever speaks
  last wins. A list replaces, a map adds key by key, an empty value removes. `carto show` says where each value comes
  from.
- **Words.** Everything is read as text, then understood by its field: `NO`, `22:30`, `010000123` or `1.10` stay what
  they are. Yes and no are written `true` and `false`; `unknown` means that nobody knows, and is never taken for good
  news.
- **Services.** A name of the catalogue, or a port: `tcp/8555`, `udp/5000-5010`. A usual port becomes its service.
- **Flaws.** A number that the catalogue knows; otherwise `reach` (a list of services, empty when no network reach is
  needed) and `gain` describe it.
- **Sites.** Without a `sites:` part, naming a site is enough for it to exist.
- **Scenarios.** `patch` is written as a model: what it names is added to, what it gives empty disappears, the rest is
  new. Whatever still needs a thing that was removed is an error.
- **Tables.** `tables:` reads devices, links, flows or accounts from CSV; errors name the row and the column.
- **Limits.** {MAX_DEPTH} nested levels, {MAX_TEXT} characters in a text, {MAX_BYTES // 1_000_000} MB in a file, and
  aliases that do not make a file more than {MAX_EXPANSION} times larger.
""",
)
PARTS_HEADING = Bilingual("Ce qui se trouve à l'intérieur", "What stands inside")
SHARED_HEADING = Bilingual("Pour toute chose", "For everything")
COLUMNS = (
    Bilingual("Clé", "Key"),
    Bilingual("Valeur", "Value"),
    Bilingual("Par défaut", "Default"),
    Bilingual("Sens", "Meaning"),
)
REQUIRED = Bilingual("à donner", "must be given")
WORD = Bilingual("Un mot seul donne", "A lone word gives")
KINDS = {
    "text": Bilingual("texte", "text"),
    "texts": Bilingual("texte, ou liste de textes", "text, or list of texts"),
    "truth": Bilingual("`true` ou `false`", "`true` or `false`"),
    "tri": Bilingual("`true`, `false` ou `unknown`", "`true`, `false` or `unknown`"),
    "share": Bilingual("nombre de 0 à 1, ou `unknown`", "number from 0 to 1, or `unknown`"),
    "whole": Bilingual("nombre entier", "whole number"),
    "number": Bilingual("nombre", "number"),
    "date": Bilingual("date AAAA-MM-JJ", "date YYYY-MM-DD"),
    "pair": Bilingual("[nombre, nombre]", "[number, number]"),
    "map": Bilingual("clés et valeurs", "keys and values"),
}


def pages() -> dict[Path, str]:
    """Return the text of each page by its path."""
    made = {"errors": errors_page, "model": model_page}
    return {FOLDER / f"{name}{SUFFIXES[mark]}": page(mark) for name, page in made.items() for mark in MARKS}


def errors_page(language: Language) -> str:
    """Return the page of errors."""
    known = texts("diagnostic")
    codes = [key for key in sorted(known) if "." not in key]
    lines = [f"# {ERRORS_TITLE.told(language)}", "", ERRORS_INTRODUCTION.told(language), ""]
    for code in codes:
        if not code.startswith("graph-"):
            lines += [f"## {code}", "", *_explained(code, language), ""]
    graphs = [code for code in codes if code.startswith("graph-")]
    lines += [f"## {GRAPHS.told(language)}", "", GRAPHS_INTRODUCTION.told(language), ""]
    lines += [*_messages("diagnostic", graphs, language), ""]
    runs = [key for key in sorted(texts("errors")) if "." not in key]
    lines += [
        f"## {RUNS.told(language)}",
        "",
        RUNS_INTRODUCTION.told(language),
        "",
        *_messages("errors", runs, language),
    ]
    return "\n".join(lines) + "\n"


def _explained(code: str, language: Language) -> list[str]:
    """Return an error told on its sample, or its plain words where it has none."""
    sample = next((path for path in (BROKEN / f"{code}.yaml", BROKEN / code) if path.exists()), None)
    if sample is None:
        return [f"{_words('diagnostic', code, language)}", "", f"{_words('diagnostic', f'{code}.hint', language)}"]
    (problem,) = _problems(sample)
    told = problem.tell(language).replace(f"{BROKEN}/", "")
    shown = [line for file in _files(sample) for line in _quoted_file(file, sample)]
    return [*shown, "```text", *told.split("\n"), "```"]


def _problems(sample: Path) -> Iterable[Diagnostic]:
    try:
        load_model(sample)
    except InvalidModelError as error:
        return [problem for problem in error.problems if isinstance(problem, Diagnostic)]
    return []


def _files(sample: Path) -> list[Path]:
    return [sample] if sample.is_file() else sorted(path for path in sample.rglob("*") if path.is_file())


def _quoted_file(file: Path, sample: Path) -> list[str]:
    """Return a sample as a block; bytes that are no text show as such."""
    text = "".join(sign if sign.isprintable() or sign == "\n" else "\ufffd" for sign in _text(file))
    name = [] if sample.is_file() else [f"`{file.relative_to(sample.parent)}`", ""]
    return [*name, "```" + ("yaml" if file.suffix == ".yaml" else "text"), *text.rstrip("\n").split("\n"), "```", ""]


def _text(file: Path) -> str:
    return file.read_bytes().decode("utf-8", "replace").replace("\t", "→")


def _messages(domain: str, codes: list[str], language: Language) -> list[str]:
    heads = (CODE, MESSAGE, HINT)
    rows = [[f"`{code}`", _words(domain, code, language), _words(domain, f"{code}.hint", language)] for code in codes]
    return _table([head.told(language) for head in heads], rows)


def _words(domain: str, key: str, language: Language) -> str:
    """Return a text with its placeholders as they are: they say what will stand there."""
    template = texts(domain).get(key, {}).get(language, "")
    return template.replace("{{", "{").replace("}}", "}").replace("<", "&lt;")


def _table(heads: list[str], rows: list[list[str]]) -> list[str]:
    cells = [[cell.replace("|", "\\|").replace("\n", " ") for cell in row] for row in rows]
    return [f"| {' | '.join(row)} |" for row in (heads, ["---"] * len(heads), *cells)]


def model_page(language: Language) -> str:
    """Return the page of the model."""
    lines = [f"# {MODEL_TITLE.told(language)}", "", MODEL_INTRODUCTION.told(language), "", RULES.told(language)]
    lines += [f"## {SHARED_HEADING.told(language)}", "", say("fields.Entity", language), ""]
    lines += [*_fields(Entity, language, own=False), ""]
    sections = {"establishment": Establishment, "assumptions": Assumptions, TABLES: Table, **ENTITIES}
    for section in TOP_KEYS:
        if section in sections:
            lines += [*_section(section, sections[section], language), ""]
    lines += [f"## {PARTS_HEADING.told(language)}", ""]
    for part in _inner_parts(sections.values()):
        lines += [f"### {part.__name__}", "", say(f"fields.{part.__name__}", language), ""]
        lines += [*_fields(part, language), ""]
    return "\n".join(lines).rstrip("\n") + "\n"


def _section(section: str, part: type[Part], language: Language) -> list[str]:
    lines = [f"## {section}", "", say(f"fields.section.{section}", language), ""]
    if section in WORD_MEANS:
        lines += [f"{WORD.told(language)} `{WORD_MEANS[section]}`.", ""]
    return lines if section == TEMPLATES else [*lines, *_fields(part, language)]


def _fields(part: type[Part], language: Language, *, own: bool = True) -> list[str]:
    """Return the table of a part's keys; of an entity, only those that not everything has."""
    shared = keys_of(Entity) if own and issubclass(part, Entity) else frozenset[str]()
    rows = [
        [
            f"`{key}`",
            _kind(info.annotation, language),
            _default(info, language),
            say(f"fields.{text_key(part, key)}", language),
        ]
        for key, info in _in_order(part)
        if key not in shared
    ]
    return _table([head.told(language) for head in COLUMNS], rows)


def _in_order(part: type[Part]) -> Iterator[tuple[str, FieldInfo]]:
    for name, info in part.model_fields.items():
        key = info.alias or name
        if key in keys_of(part):
            yield key, info


def _default(info: FieldInfo, language: Language) -> str:
    if info.is_required():
        return REQUIRED.told(language)
    value = info.get_default(call_default_factory=True)
    if value is None or isinstance(value, Part) or value in ("", (), {}):
        return ""
    word = str(value.value if isinstance(value, Enum) else value)
    return f"`{word.lower() if isinstance(value, bool) else word}`"


def _kind(annotation: object, language: Language) -> str:
    """Say what may stand in a field, in words."""
    args = [arm for arm in typing.get_args(annotation) if arm is not type(None)]
    if isinstance(annotation, type) and issubclass(annotation, Enum):
        return _choice(str(word.value) for word in annotation)
    if isinstance(annotation, type) and issubclass(annotation, Part):
        return f"[{annotation.__name__}](#{annotation.__name__.lower()})"
    origin = typing.get_origin(annotation)
    if origin is typing.Literal:
        return _choice(str(word) for word in args if word)
    if origin is typing.Annotated:
        return _kind(args[0], language)
    if origin in {tuple, dict}:
        return _collection(origin, args, language)
    if len(args) == 1:
        return _kind(args[0], language)
    if args:
        return KINDS["tri" if bool in args else "share"].told(language)
    return KINDS[_SIMPLE.get(str(annotation), "map")].told(language)


_SIMPLE = {
    "<class 'str'>": "text",
    "<class 'bool'>": "truth",
    "<class 'int'>": "whole",
    "<class 'float'>": "number",
    "<class 'datetime.date'>": "date",
}


def _choice(words: Iterable[str]) -> str:
    return ", ".join(f"`{word}`" for word in words)


def _collection(origin: type, args: list[object], language: Language) -> str:
    if origin is dict:
        key, value = args
        whole = "" if key is str else f"{_kind(key, language)} → "
        inner = KINDS["map"].told(language) if value is typing.Any else _kind(value, language)
        return f"{whole or '… → '}{inner}"
    if Ellipsis not in args:
        return KINDS["pair"].told(language)
    inner = _kind(args[0], language)
    return KINDS["texts"].told(language) if inner == KINDS["text"].told(language) else f"[{inner}, …]"


def _inner_parts(roots: Iterable[type[Part]]) -> list[type[Part]]:
    """Return the parts that stand inside others, by name."""
    found: dict[str, type[Part]] = {}
    top = set(roots)
    waiting: list[object] = list(top)
    while waiting:
        one = waiting.pop()
        if isinstance(one, type) and issubclass(one, Part):
            if one.__name__ not in found:
                found[one.__name__] = one
                waiting += [info.annotation for info in one.model_fields.values()]
        else:
            waiting += typing.get_args(one)
    return [found[name] for name in sorted(found) if found[name] not in top]


if __name__ == "__main__":
    for path, text in pages().items():
        path.write_text(text, encoding="utf-8")
        print(path)

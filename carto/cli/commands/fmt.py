"""``carto fmt``."""

from __future__ import annotations

from carto.cli.console import Output, Page
from carto.cli.exit_codes import ExitCode
from carto.cli.failures import diagnostic_as_json
from carto.cli.options import argument, in_its_language, named, option, output_options
from carto.cli.use_cases.formatting import FileForm, put_in_form
from carto.cli.use_cases.reading import spoken_in


@named("fmt")
@argument("files", nargs=-1, required=True)
@option("--check", "only_check", key="check", is_flag=True)
@output_options
def command(output: Output, files: tuple[str, ...], *, only_check: bool) -> ExitCode:
    """Put YAML files in canonical form, comments kept."""
    with in_its_language(files[0]):
        forms = put_in_form(files, write=not only_check)
    language = spoken_in(files[0])
    problems = [problem for form in forms for problem in form.diagnostics]
    output.warn(problems, language)
    told = [diagnostic_as_json(problem, output.language(language)) for problem in problems]
    value = {"files": [{"file": form.path, "state": form.state} for form in forms], "problems": told}
    output.answer(value, lambda page: _tell(page, forms, "would-change" if only_check else "changed"), language)
    if any(problem.severity == "error" for problem in problems):
        return ExitCode.INVALID_MODEL
    return ExitCode.FINDINGS if only_check and any(form.state == "changed" for form in forms) else ExitCode.DONE


def _tell(page: Page, forms: tuple[FileForm, ...], changed: str) -> None:
    for form in forms:
        if form.state != "in-form":
            page.say(f"fmt.{changed if form.state == 'changed' else 'left'}", path=form.path)
    page.line(page.counted("fmt.in-form", sum(form.state == "in-form" for form in forms)), style="dim")

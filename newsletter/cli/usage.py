"""What is told when a command line cannot be understood: one line that says what would be right."""

from __future__ import annotations

from difflib import get_close_matches

import click

# Part of the documented command line, but of a later version: naming them is no spelling mistake.
LATER: dict[str, frozenset[str]] = {
    "newsletter": frozenset(),
}


def usage_line(error: click.UsageError) -> str:
    """What is wrong, and where help is; click itself says it in four lines."""
    context = error.ctx
    path = context.command_path if context else "newsletter"
    if isinstance(error, click.exceptions.NoSuchCommand) and context:
        message = _no_such_verb(error.command_name, context)
    elif isinstance(error, click.NoSuchOption) and error.option_name in LATER.get(path, ()):
        message = f"the option `{error.option_name}` is not available in this version"
    else:
        message = error.format_message().rstrip(".")
    return f"{message[:1].lower()}{message[1:]}; see `{path} --help`"


def _no_such_verb(name: str, context: click.Context) -> str:
    if name in LATER.get(context.command_path, ()):
        return f"the verb `{name}` is not available in this version"
    assert isinstance(context.command, click.Group)  # only groups look for verbs
    near = get_close_matches(name, context.command.list_commands(context), n=1, cutoff=0.5)
    return f"no such verb `{name}`" + (f"; did you mean `{near[0]}`?" if near else "")

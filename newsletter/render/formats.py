"""The formats by name; each renderer is imported when it is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from pathlib import Path

    from newsletter.model import Edition

Format = Literal["md", "html", "email", "text", "eml"]

# format -> the name of its file in an edition's folder
FILES: dict[Format, str] = {
    "md": "edition.md",
    "html": "edition.html",
    "email": "edition.email.html",
    "text": "edition.txt",
    "eml": "edition.eml",
}

# format -> the template that it is made with; the mail's text part is `email.txt`
TEMPLATES: dict[Format, str] = {
    "md": "edition.md",
    "html": "edition.html",
    "email": "email.html",
    "text": "email.txt",
    "eml": "email.html",
}


def render(edition: Edition, kind: Format, templates: Path | None = None) -> bytes:
    """The edition in one format; the same edition is the same bytes anywhere.

    `templates` is a folder whose templates win over the bundled ones. Raises RenderError
    that names the template and the line.
    """
    match kind:
        case "md":
            from newsletter.render.markdown import markdown  # noqa: PLC0415 - one format, one import

            return markdown(edition, templates).encode()
        case "html":
            from newsletter.render.web import web_page  # noqa: PLC0415 - as above

            return web_page(edition, templates).encode()
        case "email":
            from newsletter.render.email import email_html  # noqa: PLC0415 - as above

            return email_html(edition, templates).encode()
        case "text":
            from newsletter.render.plain import plain_text  # noqa: PLC0415 - as above

            return plain_text(edition, templates).encode()
        case "eml":
            from newsletter.render.eml import message  # noqa: PLC0415 - as above

            return message(edition, templates)

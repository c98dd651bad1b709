"""Where PDF files are made: WeasyPrint, loaded only here and only when it is needed."""

from __future__ import annotations

import hashlib
import io
from contextlib import redirect_stdout
from datetime import UTC, datetime, time
from typing import Any

from sla_catalog.printing.documents import PrintDocument
from sla_catalog.printing.tags import mend_tags

VARIANT = "pdf/ua-1"


class PdfError(Exception):
    """Say why this machine can make no PDF, and what to install."""


def load_pdf_writer() -> Any:
    """Return WeasyPrint; raise PressError where it or a library of the system is missing."""
    try:
        with redirect_stdout(io.StringIO()):  # it prints before it raises
            import weasyprint
    except ImportError as error:
        raise PdfError(
            f"PDFs need what the extra `pdf` brings, and {error.name or 'WeasyPrint'} is missing; "
            "install it: pip install 'weasyprint>=68'"
        ) from error
    except OSError as error:
        first = str(error).split("\n", 1)[0]
        raise PdfError(
            f"PDFs need Pango, a library of the system: {first}\n"
            "Install it, then try again:\n"
            "  Debian   sudo apt-get install -y libpango-1.0-0 libpangoft2-1.0-0"
            " libharfbuzz-subset0\n"
            "  Fedora   sudo dnf install -y pango\n"
            "  Alpine   sudo apk add pango harfbuzz-subset fontconfig font-liberation\n"
            "  macOS    brew install pango"
        ) from error
    return weasyprint


def make_pdf(document: PrintDocument) -> bytes:
    """Return a document as a PDF file; the same document and fonts give the same bytes.

    It is tagged (PDF/UA), with an outline. Nothing is fetched. Raises PressError as `load_press`.
    """
    weasyprint = load_pdf_writer()
    at = datetime.combine(document.day, time(), UTC)
    nothing = weasyprint.urls.URLFetcher(allowed_protocols=())
    page = weasyprint.HTML(
        string=document.html, base_url=document.address or None, url_fetcher=nothing
    )
    sheets = [weasyprint.CSS(string=sheet, url_fetcher=nothing) for sheet in document.sheets]
    attachments = [
        weasyprint.Attachment(
            string=one.text,
            name=one.name,
            description=one.title,
            created=at,
            modified=at,
            relationship="Source",
            url_fetcher=nothing,
        )
        for one in document.attachments
    ]
    made: bytes = page.write_pdf(
        stylesheets=sheets,
        attachments=attachments,
        finisher=mend_tags,
        pdf_variant=VARIANT,
        pdf_identifier=hashlib.sha256(document.html.encode()).digest()[:16],
    )
    return made

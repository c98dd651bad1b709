"""From pages to PDF files; the only room that knows WeasyPrint, which an extra installs."""

"""Compile the templates, also where PYTHONDONTWRITEBYTECODE is set; compileall does modules."""

import sys

from sla_catalog.pages.proposal.report import TEMPLATE, report_environment
from sla_catalog.pages.rendering import page_environment

sys.dont_write_bytecode = False
pages = page_environment()
for name in pages.list_templates(filter_func=lambda name: name.endswith(".j2")):
    environment = report_environment() if name == TEMPLATE else pages
    environment.get_template(name)

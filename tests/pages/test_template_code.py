"""Templates of pages: what they are given is text unless it is HTML, whatever it is called."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from types import SimpleNamespace

import pytest
from jinja2 import UndefinedError
from markupsafe import Markup

from sla_catalog.pages.rendering import page_environment


@dataclass(frozen=True)
class Named:
    text: object
    items: tuple[str, ...] = ()


class Sign(StrEnum):
    LESS = "<"


class Drawn:
    def __html__(self) -> str:
        return "<hr>"


def drawn(text: str, **given: object) -> str:
    return page_environment().from_string(text).render(**given)


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("<b> & \"'", "&lt;b&gt; &amp; &#34;&#39;"),
        (Markup("<b>"), "<b>"),
        (Drawn(), "<hr>"),
        (Named("<"), "Named(text=&#39;&lt;&#39;, items=())"),
        (Sign.LESS, "&lt;"),
        (12, "12"),
        (None, "None"),
    ],
)
def test_only_html_is_not_escaped(given: object, shown: str) -> None:
    assert drawn("{{ one.text }}", one=SimpleNamespace(text=given)) == shown


def test_what_a_macro_draws_is_html_once() -> None:
    template = "{% macro line(one) %}<p>{{ one.text }}</p>{% endmacro %}{{ line(given) }}"
    assert drawn(template, given=Named("<")) == "<p>&lt;</p>"


def test_a_call_takes_names_and_a_body() -> None:
    template = (
        "{% macro line(one, sign='.') %}{{ caller() }}{{ one }}{{ sign }}{% endmacro %}"
        "{% for one in all %}{% call line(one, sign='<') %}<i>{% endcall %}{% endfor %}"
    )
    assert drawn(template, all=["a", "b"]) == "<i>a&lt;<i>b&lt;"


def test_an_attribute_is_no_item() -> None:
    assert drawn("{{ one.items[0] }}", one=Named("", ("first",))) == "first"
    with pytest.raises(AttributeError):
        drawn("{{ one.text }}", one={"text": "item"})


def test_an_unknown_name_is_a_mistake() -> None:
    with pytest.raises(UndefinedError):
        drawn("{{ unknown.text }}")
    with pytest.raises(UndefinedError):
        drawn("{{ unknown }}")

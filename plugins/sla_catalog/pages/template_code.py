"""What templates of pages are compiled to, which asks less than Jinja does of what it is given.

Templates get attributes, functions and texts of ours alone. Jinja takes a third of the time that
drawing takes to find out that an attribute is no item, that a function does not want the context,
and that a text which is HTML already is none that has to be escaped.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from jinja2 import Environment, nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.runtime import Context
from markupsafe import Markup, escape

from sla_catalog.pages.inline import escaped


class PlainContext(Context):
    """Calls what a template names as it is."""

    def call(
        self,
        called: Callable[..., Any],
        /,
        *args: Any,
        _loop_vars: object = None,
        _block_vars: object = None,
        **kwargs: Any,
    ) -> Any:
        """Call a function or a macro."""
        return called(*args, **kwargs)


class PlainCode(CodeGenerator):
    """Compiles attributes to attributes, and escapes only what is no HTML yet.

    Whoever changes what is written here renames the class: compiled templates are kept by its name.
    """

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802 by Jinja
        """Write an attribute."""
        self.write("(")
        self.visit(node.node, frame)
        self.write(f").{node.attr}")

    def _output_child_pre(self, *_: object) -> None:
        self.write("environment.shown(")


class PlainEnvironment(Environment):
    """Compiles templates whose names are all of ours."""

    context_class = PlainContext
    code_generator_class = PlainCode

    @staticmethod
    def shown(value: object) -> str:
        """Return a value as HTML."""
        kind = type(value)
        if kind is Markup:
            return value  # type: ignore[return-value]
        return escaped(value) if kind is str else escape(value)  # type: ignore[arg-type]

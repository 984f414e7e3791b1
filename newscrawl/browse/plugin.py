"""What Datasette asks of the reading room: its hooks (https://docs.datasette.io/en/0.65.5/plugin_hooks.html)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from datasette import hookimpl

from newscrawl.browse import asset, cells, columns, errors, looks, methods, routes, security, vanishings

if TYPE_CHECKING:
    from datasette.app import Datasette
    from jinja2 import Environment

    from newscrawl.browse.answering import Request

__all__: list[str] = []


@hookimpl  # type: ignore[untyped-decorator]
def register_routes() -> list[tuple[str, Any]]:
    """Our pages; Datasette's own come after them."""
    return routes.ROUTES


@hookimpl  # type: ignore[untyped-decorator]
def prepare_jinja2_environment(env: Environment) -> None:
    """Filters of our templates."""
    env.filters.update(looks.FILTERS | vanishings.FILTERS)
    env.globals["asset"] = asset.address
    env.trim_blocks = env.lstrip_blocks = True


@hookimpl  # type: ignore[untyped-decorator]
def extra_template_vars(datasette: Datasette) -> dict[str, Any]:
    """What the templates of tables ask."""
    return {
        "files": [name for name in datasette.databases if not name.startswith("_")],
        "about": columns.TABLES.get,
        "shelved": columns.shelved,
        "whole": cells.whole,
    }


@hookimpl  # type: ignore[untyped-decorator]
def render_cell(row: Any, value: object, column: str, table: str | None, database: str) -> Any:
    """Cells of tables and of queries."""
    try:
        story_id = row["id"] if table == "articles" else None
    except (KeyError, IndexError, TypeError):  # its columns were chosen, and the id is not among them
        story_id = None
    return cells.cell(value, column, table, story_id)


@hookimpl  # type: ignore[untyped-decorator]
def asgi_wrapper(datasette: Datasette) -> Any:
    """Every answer has the headers that keep it harmless; there are answers to readers alone."""
    return lambda app: security.guarded(methods.reading(app))


@hookimpl  # type: ignore[untyped-decorator]
def handle_exception(datasette: Datasette, request: Request, exception: Exception) -> Any:
    """Tell in a line what went wrong."""
    return errors.answer(datasette, request, exception)

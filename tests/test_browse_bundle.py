"""The files that bundle/ builds from npm are those that its lock gives, and they come with the package."""

from __future__ import annotations

import hashlib
import json
import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
BUNDLE = ROOT / "bundle"
STATIC = ROOT / "newscrawl" / "browse" / "static"
BUILT = json.loads((BUNDLE / "built.json").read_text())


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.mark.parametrize("name", BUILT["sources"])
def test_what_went_in_is_what_was_recorded(name: str) -> None:
    assert sha256(BUNDLE / name) == BUILT["sources"][name], "build it anew: cd bundle && npm ci && npm run build"


@pytest.mark.parametrize("name", BUILT["made"])
def test_what_came_out_is_what_was_recorded(name: str) -> None:
    assert sha256(STATIC / name) == BUILT["made"][name], "build it anew: cd bundle && npm ci && npm run build"


def test_no_font_is_there_that_was_not_recorded() -> None:
    fonts = {f"fonts/{path.name}" for path in (STATIC / "fonts").iterdir()}
    assert fonts == {name for name in BUILT["made"] if name.startswith("fonts/")}


def test_versions_are_pinned_and_the_lock_names_no_registry() -> None:
    wanted = json.loads((BUNDLE / "package.json").read_text())["devDependencies"]
    text = (BUNDLE / "package-lock.json").read_text()
    locked = json.loads(text)["packages"]
    assert {name: locked[f"node_modules/{name}"]["version"] for name in wanted} == wanted
    assert '"resolved"' not in text
    assert all("integrity" in package for name, package in locked.items() if name)


def test_every_bundled_package_has_its_licence_beside_it() -> None:
    licences = (STATIC / "plot.LICENSES.txt").read_text()
    for name in ("@observablehq/plot", "d3-scale", "d3-shape", "internmap", "isoformat"):
        assert re.search(rf"^{name} \d+\.\d+\.\d+$", licences, re.MULTILINE)


def test_the_bundle_makes_no_style_element_and_no_code_from_text() -> None:
    code = (STATIC / "plot.js").read_text()
    assert not re.search(r"""\beval\(|new Function|["']style["']\)|https?://(?!www\.w3\.org/)""", code)


def test_fonts_css_names_only_files_that_are_there() -> None:
    named = re.findall(r"url\(([^)]+)\)", (STATIC / "fonts.css").read_text())
    assert len(named) == 8
    for address in named:
        name, digest = address.split("?v=")
        assert sha256(STATIC / name).startswith(digest)  # a browser may keep it for good


def test_all_static_files_belong_to_the_package() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    patterns = project["tool"]["setuptools"]["package-data"]["newscrawl"]
    package = ROOT / "newscrawl"
    packaged = {path for pattern in patterns for path in package.glob(pattern) if path.is_file()}
    assert {path for path in STATIC.rglob("*") if path.is_file()} <= packaged

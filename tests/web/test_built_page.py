"""The page in the package is the one that its sources make, it stands alone, and it carries its licences."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
SOURCES = ROOT / "web"
PAGE = ROOT / "src" / "luncur" / "server" / "page"
LEFT_OUT = {"node_modules", "dist"}


def digest_of(folder: Path) -> str:
    """As web/build/sources.ts computes it when the page is built."""
    files = [p for p in folder.rglob("*") if p.is_file()]
    names = {p.relative_to(folder).as_posix(): p for p in files}
    digest = hashlib.sha256()
    for name in sorted(names, key=lambda text: text.encode()):
        if LEFT_OUT.isdisjoint(name.split("/")):
            content = names[name].read_bytes()
            digest.update(f"{name}\0{len(content)}\0".encode() + content)
    return digest.hexdigest()


def test_page_is_built_from_its_sources():
    built = json.loads((PAGE / "built-from.json").read_text(encoding="utf-8"))
    assert built["sources_sha256"] == digest_of(SOURCES), "web/ has changed since the page was built: run `make web`"


def test_digest_sees_a_changed_file(tmp_path):
    (tmp_path / "a.ts").write_text("one")
    (tmp_path / "node_modules").mkdir()
    before = digest_of(tmp_path)
    (tmp_path / "node_modules" / "b.ts").write_text("not a source")
    assert digest_of(tmp_path) == before
    (tmp_path / "a.ts").write_text("two")
    assert digest_of(tmp_path) != before


def test_page_asks_for_nothing_from_outside():
    """Addresses in the built page are names of licences and schemas that nothing is fetched from."""
    html = (PAGE / "index.html").read_text(encoding="utf-8")
    assert not re.findall(r"(?:src|href)=\"(?!\./)[^\"]*\"", html)
    assert "<style" not in html
    assert not re.search(r"<script(?![^>]*\bsrc=)", html), "an inline script would be refused by the page's own policy"
    for sheet in PAGE.glob("assets/*.css"):
        addresses = re.findall(r"url\(\s*['\"]?([^)'\"]+)", sheet.read_text(encoding="utf-8"))
        assert [a for a in addresses if not a.startswith("data:")] == []


def test_licences_of_every_package_in_the_page_are_kept():
    texts = (PAGE / "LICENSES.txt").read_text(encoding="utf-8")
    direct = json.loads((SOURCES / "package.json").read_text(encoding="utf-8"))["dependencies"]
    for name, version in direct.items():
        assert re.search(rf"^{re.escape(name)} {re.escape(version)}: ", texts, re.M), name
    assert "svelte" in texts

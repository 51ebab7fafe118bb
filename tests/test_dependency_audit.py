"""The nightly question about known holes never takes silence for safety."""

import json
import re

from tests.dependency_audit import ROOT, pip_audit, verdict


def report(*libraries: dict) -> str:
    return json.dumps({"dependencies": libraries, "fixes": []})


def library(name: str, *holes: dict) -> dict:
    return {"name": name, "version": "1.0", "vulns": list(holes)}


HOLE = {"id": "CVE-2026-0001", "fix_versions": ["1.1"], "aliases": [], "description": "..."}


def test_a_known_hole_fails_and_is_named():
    fails, sentences = verdict(report(library("django", HOLE), library("nh3")), "")
    assert fails
    assert sentences == [
        "Audited 2 of 2 dependencies: 1 known holes.",
        "django 1.0: CVE-2026-0001, mended in 1.1",
    ]


def test_no_hole_passes():
    assert verdict(report(library("nh3")), "") == (False, ["Audited 1 of 1 dependencies: 0 known holes."])


def test_what_the_advisories_do_not_know_is_not_called_safe():
    unknown = {"name": "segno", "skip_reason": "Dependency not found"}
    fails, sentences = verdict(report(library("nh3"), unknown), "")
    assert not fails
    assert sentences == [
        "Audited 1 of 2 dependencies: 0 known holes.",
        "NOT audited, because the advisories do not know them: segno",
    ]


def test_without_a_network_it_says_so_and_does_not_fail(monkeypatch, tmp_path):
    """pip-audit itself, with a proxy that nobody listens behind."""
    for name in ("HTTPS_PROXY", "https_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setenv("NO_PROXY", "")
    some = tmp_path / "requirements.txt"
    first_library = re.match(r".*?(?=\n[a-z])", (ROOT / "requirements.txt").read_text(), re.DOTALL)
    some.write_text(first_library[0])
    fails, sentences = verdict(*pip_audit(some))
    assert not fails
    assert [each.startswith("The dependencies were NOT audited") for each in sentences] == [True]

"""Which libraries that a clinic runs have known holes: `make audit`, each night. Needs the network.

Ends with 1 for a known hole alone. Where the advisories cannot be asked, or know nothing of a library, it
says so in words: silence is never taken for safety.
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def pip_audit(requirements: Path) -> tuple[str, str]:
    """What pip-audit found, as JSON, or "" when it could not ask; and the last line of what it said."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder, "report.json")
        done = subprocess.run(
            [
                sys.executable,
                "-m",
                "pip_audit",
                "--requirement",
                requirements,
                "--disable-pip",
                "--require-hashes",
            ]
            + ["--progress-spinner", "off", "--format", "json", "--output", report],
            capture_output=True,
            text=True,
        )
        said = (done.stderr.strip() or "nothing").splitlines()[-1]
        return report.read_text() if report.exists() else "", said


def verdict(report: str, said: str) -> tuple[bool, list[str]]:
    """Whether a hole is known, and the sentences to print."""
    if not report:
        return False, [
            f"The dependencies were NOT audited, because the advisories could not be asked: {said}"
        ]
    libraries = json.loads(report)["dependencies"]
    holes = [_named(each, hole) for each in libraries for hole in each.get("vulns", ())]
    skipped = [each["name"] for each in libraries if "skip_reason" in each]
    audited = len(libraries) - len(skipped)
    sentences = [f"Audited {audited} of {len(libraries)} dependencies: {len(holes)} known holes.", *holes]
    if skipped:
        sentences.append(f"NOT audited, because the advisories do not know them: {', '.join(skipped)}")
    return bool(holes), sentences


def _named(library: dict, hole: dict) -> str:
    mended_in = ", ".join(hole["fix_versions"]) or "no version yet"
    return f"{library['name']} {library['version']}: {hole['id']}, mended in {mended_in}"


def main() -> int:
    has_holes, sentences = verdict(*pip_audit(ROOT / "requirements.txt"))
    sys.stdout.write("\n".join(sentences) + "\n")
    return int(has_holes)


if __name__ == "__main__":
    sys.exit(main())

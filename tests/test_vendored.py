"""What comes from others stands here exactly as they published it."""

import hashlib
import tomllib

from tests.kit.modules import ROOT

VENDOR = ROOT / "static" / "vendor"
VERSIONS = tomllib.loads((ROOT / "docs" / "vendored.toml").read_text())


def test_every_file_of_others_is_named_with_its_hash():
    named = {
        f"{folder}/{name}": file["sha256"]
        for folder, said in VERSIONS.items()
        for name, file in said["files"].items()
    }
    found = {
        str(path.relative_to(VENDOR)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in VENDOR.rglob("*")
        if path.is_file()
    }
    assert found == named and len(named) >= 4


def test_each_says_under_which_license_we_may_use_it():
    for folder, said in VERSIONS.items():
        assert said["license"] == "MIT" and "LICENSE.txt" in said["files"], folder
        assert said["version"] and said["integrity"].startswith("sha512-")

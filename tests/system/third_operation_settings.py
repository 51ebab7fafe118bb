"""The demonstration with a folder of drawings more, as if it were among those of the project."""

from .running import ROOT
from .settings import *  # noqa: F403
from .settings import TEMPLATES

TEMPLATES[0]["DIRS"] = [ROOT / "tests/system/third_operation", *TEMPLATES[0]["DIRS"]]

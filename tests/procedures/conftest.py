"""What the tests of procedures share."""

from procedures import content_files

FEW = ("Deer2017", "Cochrane2021", "web-UCLA")


def few_summaries(monkeypatch):
    """Ship two papers, one citing another, and a web page: all of them take seconds to sign."""
    every = content_files.summaries_in
    monkeypatch.setattr(
        content_files, "summaries_in", lambda path: [each for each in every(path) if each["key"] in FEW]
    )

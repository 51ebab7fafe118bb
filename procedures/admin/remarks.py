"""What a reviewer types beside the words of a page: comments, each about one place or about the whole."""

from procedures.publishing.talk import Remark


class Remarks:
    """Those that a page was sent with, by their places, so that the page can be shown with them again."""

    def __init__(self, remarks: list[Remark]) -> None:
        self._remarks = [remark for remark in remarks if remark.text.strip()]

    @classmethod
    def sent(cls, request) -> "Remarks":
        """For each place its text, its address below the document, and what it is called."""
        sent = (request.POST.getlist(name) for name in ("text", "place", "label"))
        return cls([Remark(text, place[:60], label[:200]) for text, place, label in zip(*sent, strict=False)])

    def take(self, place: str, label: str) -> str:
        """What was said of a place; "" for nothing, and a second time."""
        for remark in self._remarks:
            if (remark.place, remark.label) == (place[:60], label[:200]):
                self._remarks.remove(remark)
                return remark.text
        return ""

    @property
    def left(self) -> list[Remark]:
        """Those that nobody has taken yet."""
        return list(self._remarks)

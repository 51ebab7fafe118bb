"""Opening hours in Spanish, from what staff write in English: days, and from when to when."""

import re

DAYS = {
    "monday": "lunes",
    "tuesday": "martes",
    "wednesday": "miércoles",
    "thursday": "jueves",
    "friday": "viernes",
    "saturday": "sábado",
    "sunday": "domingo",
}
TIMES = {"noon": "mediodía", "midnight": "medianoche"}
WHOLE_LINES = {
    "by appointment": "Con cita previa",
    "by appointment only": "Solo con cita previa",
    "closed on holidays": "Cerrado los días feriados",
    "closed on weekends": "Cerrado los fines de semana",
    "weekdays": "De lunes a viernes",
    "24 hours": "Las 24 horas",
}
DAY = rf"(?:{'|'.join(DAYS)})"
TIME = r"(?:\d{1,2}(?::\d\d)? ?(?:am|pm)|noon|midnight)"
LINE = re.compile(
    rf"(?P<first>{DAY})s?(?: (?P<between>to|through|and) (?P<last>{DAY})s?)?"
    rf"(?:,? (?P<opens>{TIME}) to (?P<closes>{TIME})|,? (?P<closed>closed))?",
    re.IGNORECASE,
)


def hours_from_english(line: str) -> str | None:
    """Like “De lunes a viernes, de 8 a. m. a 5 p. m.”; None for a line that says more than days and times."""
    plain = line.strip().rstrip(".")
    if whole := WHOLE_LINES.get(plain.lower()):
        return whole
    if not (found := LINE.fullmatch(plain)):
        return None
    said = _days(found["first"], found["between"], found["last"])
    if found["opens"]:
        said += f", de {_time(found['opens'])} a {_time(found['closes'])}"
    return f"{said}, cerrado" if found["closed"] else said


def _days(first: str, between: str | None, last: str | None) -> str:
    if not (between and last):
        return DAYS[first.lower()].capitalize()
    if between.lower() == "and":
        return f"{DAYS[first.lower()].capitalize()} y {DAYS[last.lower()]}"
    return f"De {DAYS[first.lower()]} a {DAYS[last.lower()]}"


def _time(said: str) -> str:
    """Like “8 a. m.”"""
    return TIMES.get(said.lower()) or re.sub(r" ?([ap])m$", r" \1. m.", said.lower())

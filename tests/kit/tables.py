"""Tables of doctors and places on their way in and out."""

import csv
import io
from datetime import timedelta

from django.utils import timezone

from drez_site.foundation.csv_files import as_csv
from providers.importing import UnreadableFile, directory_rows, import_table, open_table

YESTERDAY = timezone.localdate() - timedelta(days=1)
NEW = {
    "given_name": "Inés",
    "family_name": "Peña",
    "credentials": "MD",
    "operations": f"drez-lesioning {YESTERDAY}; drg-stimulation",
    "languages": "es",
    "place_name": "River Clinic",
    "street": "1 River Road",
    "city": "Durham",
    "state": "North Carolina",
    "zip_code": "27710",
    "phone": "919.555.0134",
    "new_patients": "Yes",
    "new_patients_asked_on": f"{YESTERDAY:%m/%d/%Y}",
}


def table_of(*lines: dict, columns=None) -> io.BytesIO:
    names = columns or list(dict.fromkeys(name for line in lines for name in line))
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, names)
    writer.writeheader()
    writer.writerows(lines)
    return io.BytesIO(text.getvalue().encode())


def bring_in(file, *, is_trial=False, told=None, **options):
    told = [] if told is None else told
    with open_table(file) as table:
        return import_table(
            table, staff=None, reason="A test", is_trial=is_trial, tell=told.append, **options
        )


def mistakes(*lines: dict) -> list[str]:
    outcome = bring_in(table_of(*lines))
    assert outcome.problems
    return list(map(str, outcome.problems))


def exported() -> bytes:
    return b"".join(as_csv(directory_rows()))


def the_problem_of(file) -> str:
    try:
        (problem,) = bring_in(file).problems
    except UnreadableFile as error:
        problem = error.problem
    return str(problem)

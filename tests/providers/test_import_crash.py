"""A process killed in the middle of an import leaves the directory as it was, whole.

One random moment; twenty in the nightly run, which also reads a million rows in little memory.
"""

import json
import os
import random
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

from drez_site.foundation.csv_files import as_csv
from providers.importing import directory_rows
from providers.models import NppesRelease, Practice, Proposal, Provider, Specialty
from tests.kit.directory import make_doctor, make_location

ROOT = Path(__file__).resolve().parents[2]
IMPORT = """
import json, os, signal, sys
import django
from django.conf import settings

settings.DATABASES["default"]["NAME"] = sys.argv[1]
django.setup()

from django.core.management import call_command
from django.db import connection

moment, statements = int(sys.argv[2]), 0


def dies_at_its_moment(execute, sql, parameters, many, context):
    global statements
    statements += 1
    if statements * 2 - 1 == moment:
        os.kill(os.getpid(), signal.SIGKILL)
    result = execute(sql, parameters, many, context)
    if statements * 2 == moment:
        os.kill(os.getpid(), signal.SIGKILL)
    return result


with connection.execute_wrapper(dies_at_its_moment):
    call_command(*json.loads(sys.argv[3]))
# Not by getrusage: that begins with what the process held that started this one.
status = dict(line.split(":", 1) for line in open("/proc/self/status"))
print(statements, int(status["VmHWM"].split()[0]) // 1024)
"""


def run(moment: int, *command: str) -> subprocess.CompletedProcess:
    """The command in a process that kills itself before or after one of its statements; 0 lives."""
    return subprocess.run(
        [sys.executable, "-c", IMPORT, connection.settings_dict["NAME"], str(moment), json.dumps(command)],
        cwd=ROOT,
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "drez_site.settings.test"},
        capture_output=True,
        text=True,
        timeout=3600,
    )


def said(done: subprocess.CompletedProcess) -> tuple[int, int]:
    """How many statements there were, and how many megabytes it took."""
    assert done.returncode == 0, done.stderr
    statements, megabytes = done.stdout.split()[-2:]
    return int(statements), int(megabytes)


def everything() -> bytes:
    return b"".join(as_csv(directory_rows()))


@pytest.mark.django_db(transaction=True)
def test_kill_9_while_importing_leaves_no_half_of_a_doctor(tmp_path, nightly):
    make_doctor("Here", make_location(slug="here"), slug="here")
    before, file = everything(), tmp_path / "doctors.csv"
    lines = [f"new-{number},Ada,New{number},here,yes,2026-10-01" for number in range(30)]
    file.write_text(
        "\n".join(["doctor,given_name,family_name,place,new_patients,new_patients_asked_on", *lines])
    )
    statements, _megabytes = said(run(0, "import_directory", str(file), "--trial"))
    assert everything() == before
    for moment in random.choices(range(1, 2 * statements), k=20 if nightly else 1):
        assert run(moment, "import_directory", str(file)).returncode == -signal.SIGKILL
        assert everything() == before, f"moment {moment}"
    said(run(0, "import_directory", str(file)))
    assert (Provider.objects.count(), Practice.objects.count()) == (31, 31)


HEADER = [
    "NPI",
    "Entity Type Code",
    "Provider Organization Name (Legal Business Name)",
    "Provider Last Name (Legal Name)",
    "Provider First Name",
    "Provider Credential Text",
    "Provider First Line Business Practice Location Address",
    "Provider Business Practice Location Address City Name",
    "Provider Business Practice Location Address State Name",
    "Provider Business Practice Location Address Postal Code",
    "Provider Business Practice Location Address Country Code (If outside U.S.)",
    "Provider Business Practice Location Address Telephone Number",
    "NPI Deactivation Date",
    "NPI Reactivation Date",
    *(f"Healthcare Provider Taxonomy Code_{slot}" for slot in range(1, 16)),
    *(f"Provider Other Identifier_{number}" for number in range(300)),
]


@pytest.mark.nightly
@pytest.mark.django_db(transaction=True)
def test_a_million_rows_of_the_register_take_little_memory_and_all_or_nothing(tmp_path):
    Specialty.objects.create(code="207T00000X", label="Neurosurgeon")
    file, chance = tmp_path / "npidata_pfile_20050523-20260809.csv", random.Random(18)
    rest = ",".join(['""'] * (len(HEADER) - 15))
    with file.open("w") as written:
        written.write(",".join(f'"{name}"' for name in HEADER) + "\n")
        for number in range(1_000_000):
            code = "207T00000X" if chance.random() < 0.05 else "207Q00000X"
            state = chance.choice(("NC", "VA", "NY", "CA"))
            written.write(
                f'"{_npi(number)}","1","","NAME{number}","ADA","M.D.","{number} OAK ST","DURHAM","{state}",'
                f'"277101234","US","9195550134","","","{code}",{rest}\n'
            )
    command = ("import_nppes", str(file), "--taxonomy", "207T00000X", "--state", "NC")
    for moment in random.sample(range(1, 60), k=3):
        assert run(moment, *command).returncode == -signal.SIGKILL
        assert not Proposal.objects.exists() and not NppesRelease.objects.exists()
    _statements, megabytes = said(run(0, *command))
    assert megabytes < 300
    assert 10_000 < Proposal.objects.filter(fact="doctor").count() < 15_000
    before = Proposal.objects.count()
    said(run(0, *command))
    assert Proposal.objects.count() == before


@pytest.mark.nightly
@pytest.mark.django_db(transaction=True)
def test_ten_thousand_lines_of_a_table_take_little_memory(tmp_path):
    file = tmp_path / "doctors.csv"
    with file.open("w") as written:
        written.write("given_name,family_name,place_name,street,city,state,zip_code,phone,about\n")
        for number in range(10_000):
            place = f"Clinic {number // 4},{number // 4} Oak Street,Durham,NC,27710,(919) 555-0134"
            written.write(f"Given{number},Family{number % 997},{place},Some words about the doctor.\n")
    _statements, megabytes = said(run(0, "import_directory", str(file)))
    assert megabytes < 200
    assert Provider.objects.count() == 10_000


def _npi(number: int) -> str:
    """The number as an NPI whose check digit fits."""
    nine = f"{100_000_000 + number:09d}"
    doubled = [2 * int(digit) if place % 2 == 0 else int(digit) for place, digit in enumerate(nine)]
    total = 24 + sum(digit - 9 if digit > 9 else digit for digit in doubled)
    return nine + str(-total % 10)

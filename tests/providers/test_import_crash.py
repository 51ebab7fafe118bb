"""A process killed in the middle of an import leaves the directory as it was, whole.

Three random moments; twenty in the nightly run, which also reads a million rows in little memory.
"""

import random

import pytest

from providers.importing import as_csv, directory_rows
from providers.models import NppesRelease, Practice, Proposal, Provider, Specialty
from tests.kit.directory import make_doctor, make_location
from tests.kit.dying_process import run

COMMAND = "django.core.management.call_command"


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
    trial = run(COMMAND, "import_directory", str(file), "--trial")
    assert everything() == before
    for moment in random.choices(range(1, 2 * trial.statements), k=20 if nightly else 3):
        assert run(COMMAND, "import_directory", str(file), moment=moment) is None
        assert everything() == before, f"moment {moment}"
    assert run(COMMAND, "import_directory", str(file))
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
    command = (COMMAND, "import_nppes", str(file), "--taxonomy", "207T00000X", "--state", "NC")
    for moment in random.sample(range(1, 60), k=3):
        assert run(*command, moment=moment) is None
        assert not Proposal.objects.exists() and not NppesRelease.objects.exists()
    assert run(*command).megabytes < 300
    assert 10_000 < Proposal.objects.filter(fact="doctor").count() < 15_000
    before = Proposal.objects.count()
    assert run(*command)
    assert Proposal.objects.count() == before


@pytest.mark.nightly
@pytest.mark.django_db(transaction=True)
def test_fifty_thousand_lines_of_a_table_take_little_memory(tmp_path):
    file = tmp_path / "doctors.csv"
    with file.open("w") as written:
        written.write("given_name,family_name,place_name,street,city,state,zip_code,phone,about\n")
        for number in range(50_000):
            place = f"Clinic {number // 4},{number // 4} Oak Street,Durham,NC,27710,(919) 555-0134"
            written.write(f"Given{number},Family{number % 997},{place},Some words about the doctor.\n")
    assert run(COMMAND, "import_directory", str(file)).megabytes < 300
    assert Provider.objects.count() == 50_000


def _npi(number: int) -> str:
    """The number as an NPI whose check digit fits."""
    nine = f"{100_000_000 + number:09d}"
    doubled = [2 * int(digit) if place % 2 == 0 else int(digit) for place, digit in enumerate(nine)]
    total = 24 + sum(digit - 9 if digit > 9 else digit for digit in doubled)
    return nine + str(-total % 10)

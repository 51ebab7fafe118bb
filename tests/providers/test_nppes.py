"""The national register, read as proposals: each way in which its files mislead has a test of its own."""

import csv
import random
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from drez_site.foundation.history import versions as history
from providers.models import Location, NppesRelease, Offering, Practice, Proposal, Provider, Specialty
from providers.nppes import CannotAccept, accept, refuse
from providers.nppes.people import FURTHER_PLACES, PLACE
from providers.nppes.place_names import OTHER_NAMES
from tests.kit.directory import make_doctor, make_location, recorded
from tests.kit.nppes_rows import ADA, BEN, EVE, HEADER, NEUROSURGERY, PAIN, deactivated, somebody
from tests.kit.staff_accounts import make_staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def write(tmp_path):
    """`write(rows...)` gives the path of a main file released on that day."""

    def to_file(*rows, day="20260809", header=HEADER, name="npidata_pfile_20050523", **options) -> Path:
        path = tmp_path / f"{name}-{day}.csv"
        with path.open("w", newline="", encoding=options.get("encoding", "utf-8")) as file:
            writer = csv.DictWriter(
                file, header, restval="", quoting=csv.QUOTE_ALL, lineterminator=options.get("end", "\n")
            )
            writer.writeheader()
            writer.writerows(rows)
        return path

    return to_file


@pytest.fixture(autouse=True)
def words(db):
    Specialty.objects.create(code=NEUROSURGERY, label="Neurosurgeon")
    Specialty.objects.create(code=PAIN, label="Pain doctor")
    Specialty.objects.create(code="174400000X", label="Specialist")


def read(path, *more, taxonomy=(NEUROSURGERY,), state=("NJ",)):
    call_command("import_nppes", path, "--taxonomy", *taxonomy, "--state", *state, *more)


def proposed(npi=ADA) -> set[tuple[str, str]]:
    return set(Proposal.objects.open().filter(npi=npi).values_list("fact", "key"))


def directory() -> list:
    return [list(model.objects.order_by("pk").values()) for model in (Provider, Location, Practice, Offering)]


def test_what_it_says_of_a_new_doctor_is_proposed_and_changes_nothing(write, capsys):
    read(write(somebody()))
    assert proposed() == {
        ("doctor", "Ada O'Donnell"),
        ("credentials", "MD"),
        ("specialty", NEUROSURGERY),
        ("place", "12 mckee st ne 07102"),
    }
    place = Proposal.objects.get(fact="place").value
    assert place == {
        "street": "12 McKee St NE",
        "city": "Newark",
        "state": "NJ",
        "zip_code": "07102",
        "phone": "+19735550134",
    }
    assert directory() == [[], [], [], []]
    out = capsys.readouterr().out
    assert "1 rows: 1 individuals, 0 organizations, 0 deactivated, 0 reactivated." in out
    assert "Proposed: 4." in out


def test_no_mailing_address_is_read(write):
    read(write(somebody(), somebody(BEN, **{f"{PLACE} City Name": ""})))
    said = str(list(Proposal.objects.values()))
    assert "secret" not in said.lower() and "elsewhere" not in said.lower()
    assert not Proposal.objects.filter(npi=BEN, fact="place").exists()


def test_the_same_file_again_proposes_nothing(write, capsys):
    path = write(somebody())
    read(path)
    before = list(Proposal.objects.values())
    capsys.readouterr()
    read(path)
    assert "Proposed: 0. No longer said: 0." in capsys.readouterr().out
    assert list(Proposal.objects.values()) == before


def test_an_older_file_after_a_newer_one_changes_nothing(write):
    read(write(somebody()))
    with pytest.raises(CommandError, match="2026-08-09 was read already. Nothing was changed."):
        read(write(somebody(**{"Provider First Name": "EVA"}), somebody(BEN), day="20260712"))
    assert Proposal.objects.count() == 4 and NppesRelease.objects.count() == 1


def test_without_a_day_it_refuses(write, tmp_path):
    path = write(somebody()).rename(tmp_path / "npidata_pfile_sample.csv")
    with pytest.raises(CommandError, match="Say it by --released"):
        read(path)
    read(path, "--released", "2026-08-09")
    assert NppesRelease.newest().isoformat() == "2026-08-09"


def test_a_deactivated_row_creates_nobody_and_asks_about_a_known_doctor(write, client, capsys):
    doctor = recorded(make_doctor("Known", make_location(), npi=BEN))
    before = directory()
    read(write(deactivated(), deactivated(BEN)))
    assert "2 deactivated" in (out := capsys.readouterr().out)
    assert "deactivated, and not in the directory: 1" in out
    assert (proposed(), proposed(BEN)) == (set(), {("deactivated", "2026-05-06")})
    assert directory() == before
    assert "call to confirm this doctor is practicing" in client.get(doctor.get_absolute_url()).text.lower()
    spanish = client.get(f"/es{doctor.get_absolute_url()}").text
    assert "Llame para confirmar que este médico sigue ejerciendo" in spanish
    read(
        write(
            somebody(BEN, **{"NPI Deactivation Date": "05/06/2026", "NPI Reactivation Date": "09/01/2026"}),
            day="20260913",
        )
    )
    assert ("deactivated", "2026-05-06") not in proposed(BEN)
    assert "practicing" not in client.get(doctor.get_absolute_url()).text.lower()


def test_it_comes_first_in_what_staff_have_to_do(write, client):
    make_doctor("Known", make_location(), npi=BEN)
    read(write(deactivated(BEN)))
    client.force_login(make_staff("dee", group="Directory editor"))
    page = client.get("/admin/").text
    assert "NPI deactivated: call the office today" in page
    listed = client.get(reverse("admin:providers_provider_changelist"), {"waiting": "deactivated"})
    assert [each.npi for each in listed.context_data["cl"].result_list] == [BEN]


def test_a_later_reactivation_is_an_active_row(write, capsys):
    read(write(somebody(**{"NPI Deactivation Date": "01/01/2020", "NPI Reactivation Date": "02/01/2020"})))
    assert "1 individuals, 0 organizations, 0 deactivated, 1 reactivated" in capsys.readouterr().out
    assert ("doctor", "Ada O'Donnell") in proposed()


@pytest.mark.parametrize("slot", [1, 2, 15])
def test_a_taxonomy_counts_in_any_slot(write, slot):
    codes = ["207Q00000X"] * 15
    codes[slot - 1] = NEUROSURGERY
    read(write(somebody(codes=codes)))
    assert ("specialty", NEUROSURGERY) in proposed()


def test_the_same_code_in_several_slots_is_one_specialty_and_order_says_nothing(write):
    codes = [NEUROSURGERY, PAIN, NEUROSURGERY, PAIN]
    read(write(somebody(codes=codes)))
    before = proposed()
    assert len([fact for fact, _key in before if fact == "specialty"]) == 2
    random.Random(7).shuffle(codes)
    read(write(somebody(codes=codes), day="20260913"))
    assert proposed() == before and Proposal.objects.count() == len(before)


def test_a_change_counts_though_the_last_update_does_not(write):
    read(write(somebody()))
    street = "Provider First Line Business Practice Location Address"
    read(write(somebody(**{street: "7 NEW RD"}), day="20260913"))
    assert {key for fact, key in proposed() if fact == "place"} == {"7 new rd 07102"}


def test_specialist_says_nothing(write):
    read(write(somebody(codes=[NEUROSURGERY, "174400000X"])))
    assert ("specialty", "174400000X") not in proposed()


@pytest.mark.parametrize("blank", ["<UNAVAIL>", "=========", "  "])
def test_what_stands_for_nothing_is_never_proposed(write, blank):
    read(write(somebody(**{"Provider Credential Text": blank, f"{PLACE} Telephone Number": blank})))
    assert not Proposal.objects.filter(fact="credentials").exists()
    assert Proposal.objects.get(fact="place").value["phone"] == ""


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("Provider First Line Business Practice Location Address", "PO BOX 3807"),
        ("Provider First Line Business Practice Location Address", "P.O. Box 3807"),
        (f"{PLACE} Country Code (If outside U.S.)", "CA"),
        (f"{PLACE} Postal Code", "123"),
    ],
)
def test_where_nobody_practices_is_no_place(write, field, value):
    read(write(somebody(**{field: value})))
    assert {fact for fact, _key in proposed()} == {"doctor", "credentials", "specialty"}


@pytest.mark.parametrize(
    ("zip_code", "kept"), [("071021234", "07102"), ("07102", "07102"), ("07102-1234", "07102")]
)
def test_a_zip_code_keeps_its_zero_and_loses_its_end(write, zip_code, kept):
    read(write(somebody(**{f"{PLACE} Postal Code": zip_code})))
    assert Proposal.objects.get(fact="place").value["zip_code"] == kept


def test_organizations_are_counted_and_propose_nothing(write, capsys):
    read(write(somebody(**{"Entity Type Code": "2"})))
    assert "0 individuals, 1 organizations" in capsys.readouterr().out
    assert not Proposal.objects.exists()


def test_who_is_left_out_is_said_with_the_reason(write, capsys):
    read(
        write(
            somebody(codes=["207Q00000X"]),
            somebody(BEN, **{f"{PLACE} State Name": "NY"}),
            somebody("1234567890"),
        )
    )
    out = capsys.readouterr().out
    assert "Left out, another taxonomy: 1" in out and "Left out, another state: 1" in out
    assert "Left out, an NPI that is none: 1" in out
    assert not Proposal.objects.exists()


def test_further_places_are_a_set_that_takes_the_place_of_the_one_before(write):
    header = list(FURTHER_PLACES)
    header[1] = "Provider Secondary Practice Location Address-  Address  Line 1"  # as odd as the real ones
    names = dict(zip(FURTHER_PLACES, header, strict=True))

    def further(*streets, day):
        rows = [
            dict(zip(header, [ADA, street, "NEWARK", "NJ", "071021234", "US", "9735550134"], strict=True))
            for street in streets
        ]
        return write(*rows, day=day, header=list(names.values()), name="pl_pfile_20050523")

    read(write(somebody()), "--pl", str(further("1 A ST", "2 B ST", day="20260809")))
    assert {key for fact, key in proposed() if fact == "place"} == {
        "12 mckee st ne 07102",
        "1 a st 07102",
        "2 b st 07102",
    }
    read(write(somebody(), day="20260913"), "--pl", str(further("2 B ST", day="20260913")))
    assert {key for fact, key in proposed() if fact == "place"} == {"12 mckee st ne 07102", "2 b st 07102"}


def test_one_organization_at_the_address_suggests_the_name_of_the_place(write):
    organization = somebody(
        BEN,
        **{"Entity Type Code": "2", "Provider Organization Name (Legal Business Name)": "HOLDING 7 LLC"},
    )
    rows = [dict(zip(OTHER_NAMES, [BEN, "NEWARK PAIN CLINIC", kind], strict=True)) for kind in ("5", "3")]
    names = write(*rows, header=OTHER_NAMES, name="othername_pfile_20050523")
    read(write(somebody(), organization), "--othername", str(names))
    assert Proposal.objects.get(fact="place").value["name"] == "Newark Pain Clinic"
    read(
        write(somebody(), organization, organization | {"NPI": EVE}, day="20260913"),
        "--othername",
        str(names),
    )
    assert Proposal.objects.get(fact="place").value["name"] == "Newark Pain Clinic"


def test_of_a_known_doctor_only_what_differs_is_proposed_whatever_the_filters(write):
    place = make_location(street="12 McKee St. NE", zip_code="07102")
    doctor = make_doctor("O'Donnell", place, npi=ADA, given_name="Ada Mae", credentials="MD, PhD")
    doctor.specialties.set(Specialty.objects.filter(code=NEUROSURGERY))
    before = directory()
    read(write(somebody(codes=[NEUROSURGERY, PAIN])), taxonomy=["363L00000X"], state=["WY"])
    assert proposed() == {("given_name", "Ada"), ("specialty", PAIN)}
    assert directory() == before


def test_staff_take_over_fact_by_fact_and_no_operation_is_inferred(write, client):
    read(write(somebody()))
    client.force_login(staff := make_staff("dee", group="Directory editor"))
    credentials, doctor, place = (Proposal.objects.get(fact=f) for f in ("credentials", "doctor", "place"))
    page = client.post(
        reverse("admin:providers_proposal_change", args=[credentials.pk]), {"decision": "accept"}, follow=True
    )
    assert "Take over the new doctor first" in page.text and not Provider.objects.exists()
    for proposal, name in ((doctor, ""), (credentials, ""), (place, "Newark Pain Clinic")):
        address = reverse("admin:providers_proposal_change", args=[proposal.pk])
        client.post(address, {"decision": "accept", "place_name": name}, follow=True)
        proposal.refresh_from_db()
        assert (proposal.answer, proposal.answered_by) == ("accepted", staff)
    ada = Provider.objects.get()
    assert (str(ada), ada.npi, ada.is_listed) == ("Dr. Ada O'Donnell, MD", ADA, False)
    assert ada.practices.get().location.name == "Newark Pain Clinic"
    assert not Offering.objects.exists()
    assert history.versions(ada)[0].reason == "From the national register of 2026-08-09"
    read(write(somebody(), day="20260913"))
    assert proposed() == {("specialty", NEUROSURGERY)}


def test_a_new_place_needs_its_name(write):
    read(write(somebody()))
    accept(Proposal.objects.get(fact="doctor"), None)
    with pytest.raises(CannotAccept, match="Write the name of this place"):
        accept(Proposal.objects.get(fact="place"), None)
    assert not Location.objects.exists()


def test_what_staff_left_is_not_asked_again(write):
    read(write(somebody()))
    refuse(Proposal.objects.get(fact="credentials"), None)
    read(write(somebody(), day="20260913"))
    assert "credentials" not in {fact for fact, _key in proposed()}


@pytest.mark.parametrize(("answer", "is_listed"), [("take_over", False), ("leave", True)])
def test_an_answer_about_a_deactivated_doctor_ends_the_warning(write, client, answer, is_listed):
    doctor = recorded(make_doctor("Known", make_location(), npi=BEN))
    read(write(deactivated(BEN)))
    client.force_login(make_staff("dee", group="Directory editor"))
    keys = list(Proposal.objects.values_list("pk", flat=True))
    client.post(reverse("admin:providers_proposal_changelist"), {"action": answer, "_selected_action": keys})
    doctor.refresh_from_db()
    assert doctor.is_listed is is_listed
    read(write(deactivated(BEN), day="20260913"))
    assert proposed(BEN) == set()


def test_columns_go_by_name_with_fewer_of_them_in_any_order(write):
    header = [name for name in HEADER if name != "Last Update Date"][::-1]
    row = {name: value for name, value in somebody().items() if name in header}
    read(write(row, header=[*header, "Provider Gender Code"]))
    assert len(proposed()) == 4


@pytest.mark.parametrize("options", [{"encoding": "utf-8-sig"}, {"end": "\r\n"}])
def test_marks_and_line_ends_say_nothing(write, options):
    read(write(somebody(), **options))
    assert len(proposed()) == 4


def cut(text: bytes) -> bytes:
    return text[:-200]


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        (cut, "The file is"),
        (lambda text: text + b'"1","2"\n', "2 fields in place of"),
        (lambda text: text.replace(b'"NPI",', b'"N.P.I.",', 1), "the column “NPI” is not there"),
        (lambda text: text.replace(b"ADA", b"AD\xc9", 1), "this is not UTF-8"),
        (lambda text: text.replace(b"ADA", b"A" * 10_000_000, 1), "field larger than field limit"),
        (lambda text: text + text.splitlines(keepends=True)[1], "stands in the file twice"),
        (
            lambda text: text.replace(b'"01/02/2020"', b'"01/02/2020"', 1).replace(
                b'"NEWARK"', b'"NEW"ARK"', 1
            ),
            "damaged",
        ),
        (lambda text: b"", "the column “NPI” is not there"),
    ],
)
def test_a_damaged_file_says_where_and_changes_nothing(write, damage, said):
    path = write(somebody(), somebody(BEN))
    path.write_bytes(damage(path.read_bytes()))
    with pytest.raises(CommandError, match=said):
        read(path)
    assert not Proposal.objects.exists() and not NppesRelease.objects.exists()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ({"taxonomy": ["neurosurgery"]}, "is no NUCC code"),
        ({"state": ["ZZ"]}, "is no state"),
    ],
)
def test_a_filter_that_is_none_is_refused(write, arguments, said):
    with pytest.raises(CommandError, match=said):
        read(write(somebody()), **arguments)
    with pytest.raises(CommandError, match="No such file"):
        read(Path("npidata_pfile_20050523-20260809.csv"))


def test_a_proposal_is_answered_once(write):
    read(write(somebody()))
    hers, his = (Proposal.objects.get(fact="doctor") for _person in range(2))
    refuse(hers, None)
    with pytest.raises(CannotAccept, match="Somebody answered this meanwhile"):
        accept(his, None)
    assert not Provider.objects.exists()

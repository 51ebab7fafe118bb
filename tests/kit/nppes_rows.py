"""Made-up rows of the national register, with the columns that we read and some that we must not."""

from providers.nppes.people import MAIN, PLACE

NEUROSURGERY, PAIN = "207T00000X", "208VP0014X"
ADA, BEN, EVE = "1234567893", "1245319599", "1003000126"
HEADER = [
    *(name for name in MAIN if name != "Healthcare Provider Taxonomy Code_1"),
    "Provider First Line Business Mailing Address",
    "Provider Business Mailing Address City Name",
    "Last Update Date",
    *(
        f"{name}_{slot}"
        for slot in range(1, 16)
        for name in (
            "Healthcare Provider Taxonomy Code",
            "Provider License Number State Code",
            "Healthcare Provider Primary Taxonomy Switch",
        )
    ),
]


def somebody(npi=ADA, *, codes=(NEUROSURGERY,), **fields) -> dict[str, str]:
    row = {
        "NPI": npi,
        "Entity Type Code": "1",
        "Provider Last Name (Legal Name)": "O'DONNELL",
        "Provider First Name": "ADA",
        "Provider Credential Text": "M.D.",
        "Provider First Line Business Practice Location Address": "12 MCKEE ST NE",
        f"{PLACE} City Name": "NEWARK",
        f"{PLACE} State Name": "NJ",
        f"{PLACE} Postal Code": "071021234",
        f"{PLACE} Country Code (If outside U.S.)": "US",
        f"{PLACE} Telephone Number": "9735550134",
        "Provider First Line Business Mailing Address": "99 SECRET HOME LANE",
        "Provider Business Mailing Address City Name": "ELSEWHERE",
        "Last Update Date": "01/02/2020",
    }
    for slot, code in enumerate(codes, 1):
        row[f"Healthcare Provider Taxonomy Code_{slot}"] = code
    return row | fields


def deactivated(npi=ADA, day="05/06/2026") -> dict[str, str]:
    return {"NPI": npi, "NPI Deactivation Date": day}

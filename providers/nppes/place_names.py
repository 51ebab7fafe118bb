"""Names for places: the register has none of a person's address, but organizations stand at the same."""

from pathlib import Path

from drez_site.foundation.batches import batches
from providers.models import Proposal

from .people import MAIN, PLACE, place_key
from .reading import rows_of
from .wording import address_line

OTHER_NAMES = ("NPI", "Provider Other Organization Name", "Provider Other Organization Name Type Code")
DOING_BUSINESS_AS = "3"  # how people know it; the legal name is often a holding's
AT_ONCE = 500
ORGANIZATION = "2"


def name_places(main: Path, other_names: Path) -> None:
    """Suggest a name with each open place, where one organization alone has that address.

    Reads the main file once more. Staff see the suggestion, and write what the door says.
    """
    open_places = Proposal.objects.open().filter(fact=Proposal.Fact.PLACE)
    wanted = set(open_places.values_list("key", flat=True).iterator())
    names = _names(main, other_names, wanted)
    for batch in batches(open_places.filter(key__in=names).iterator(), AT_ONCE):
        for each in batch:
            each.value = each.value | {"name": names[each.key]}
        Proposal.objects.bulk_update(batch, ["value"])


def _names(main: Path, other_names: Path, wanted: set[str]) -> dict[str, str]:
    """By address, the name under which the only organization there does business."""
    there: dict[str, set[str]] = {}
    legal: dict[str, str] = {}
    with rows_of(main, MAIN) as (_header, rows):
        for row in rows:
            if row["Entity Type Code"] != ORGANIZATION:
                continue
            street = row["Provider First Line Business Practice Location Address"]
            key = place_key(address_line(street), row[f"{PLACE} Postal Code"][:5])
            if key in wanted:
                there.setdefault(key, set()).add(row["NPI"])
                legal[row["NPI"]] = row["Provider Organization Name (Legal Business Name)"]
    business: dict[str, str] = {}
    with rows_of(other_names, OTHER_NAMES) as (_header, rows):
        for row in rows:
            if row["NPI"] in legal and row["Provider Other Organization Name Type Code"] == DOING_BUSINESS_AS:
                business.setdefault(row["NPI"], row["Provider Other Organization Name"])
    alone = {key: next(iter(npis)) for key, npis in there.items() if len(npis) == 1}
    found = {key: address_line(business.get(npi) or legal[npi]) for key, npi in alone.items()}
    return {key: name for key, name in found.items() if name}

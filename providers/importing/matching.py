"""Which doctor or place of the directory a line means. In doubt it is a problem, never a guess."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.db.models.functions import Lower
from django.utils.translation import gettext as _

from drez_site.foundation.demonstration import site_is_demonstration
from drez_site.foundation.united_states.place_names import plain
from providers.free_slugs import Addresses
from providers.models import Location, Practice, Provider

from .columns import BY_FIELD, About
from .lines import Said

NEW = "new"  # in the column `doctor`: another one of the same name


class Doubt(Exception):
    """The line does not say which row it means; the `columns` and the text say how it can."""

    def __init__(self, text: str, *columns: str) -> None:
        super().__init__(text)
        self.columns = columns


def needed(about: About, said: dict[str, Any], fields: Iterable[str]) -> None:
    """Raises Doubt for the facts that somebody new cannot do without."""
    if missing := [BY_FIELD[about, field] for field in fields if not said.get(field)]:
        raise Doubt(_("Needed for somebody or something new."), *missing)


class Places:
    """The places that the lines of one batch may mean."""

    def __init__(self, lines: list[Said]) -> None:
        said = [line.place for line in lines if line.place]
        slugs = {place["slug"] for place in said if "slug" in place}
        zip_codes = {place["zip_code"] for place in said if place.get("zip_code") and "slug" not in place}
        self.by_slug = {each.slug: each for each in Location.objects.filter(slug__in=slugs)}
        self._alike: defaultdict[tuple[str, str], list[Location]] = defaultdict(list)
        for each in Location.objects.here().filter(zip_code__in=zip_codes):
            self._add(self.by_slug.setdefault(each.slug, each))
        self._addresses = Addresses(Location, (place.get("name", "") for place in said))
        self._made_up = site_is_demonstration()

    def _add(self, place: Location) -> None:
        self._alike[plain(place.name), place.zip_code].append(place)

    def meant(self, line: Said) -> Location:
        """Raises Doubt."""
        said = line.place
        if slug := said.get("slug"):
            return self._here(self.by_slug[slug]) if slug in self.by_slug else self._new(said, slug)
        needed(About.PLACE, said, ["name", "zip_code"])
        alike = self._alike[plain(said["name"]), said["zip_code"]]
        if len(alike) > 1:
            addresses = ", ".join(place.slug for place in alike)
            raise Doubt(_("Several places have this name: write one of %s here.") % addresses, "place")
        return alike[0] if alike else self._new(said, "")

    def _here(self, place: Location) -> Location:
        if place.removed_at:
            raise Doubt(_("This place was taken away. Bring it back first."), "place")
        return place

    def _new(self, said: dict[str, Any], slug: str) -> Location:
        needed(About.PLACE, said, ["name", "city", "state", "zip_code"])
        self._addresses.take(slug)
        slug = slug or self._addresses.free(said["name"])
        place = Location(slug=slug, is_demonstration=self._made_up)
        self.by_slug[slug] = place
        self._alike[plain(said["name"]), said["zip_code"]].append(place)
        return place


def _full_name(said: dict[str, Any]) -> str:
    return f"{said.get('given_name', '')} {said.get('family_name', '')}"


def _name(said: dict[str, Any]) -> tuple[str, str]:
    return plain(said.get("given_name", "")), plain(said.get("family_name", ""))


class Doctors:
    """The doctors that the lines of one batch may mean."""

    def __init__(self, lines: list[Said]) -> None:
        said = [line.doctor for line in lines if line.doctor]
        named = [doctor for doctor in said if doctor.get("family_name") or doctor.get("given_name")]
        names = {doctor.get("family_name", "").lower() for doctor in named}
        slugs = {doctor["slug"] for doctor in said if "slug" in doctor}
        npis = {doctor["npi"] for doctor in said if doctor.get("npi")}
        self.by_slug: dict[str, Provider] = {}
        self.by_npi: dict[str, Provider] = {}
        self._alike: defaultdict[tuple[str, str], list[Provider]] = defaultdict(list)
        everybody = Provider.objects.all()
        self._remember(everybody.filter(slug__in=slugs))
        self._remember(everybody.filter(npi__in=npis))
        self._remember(everybody.here().annotate(small=Lower("family_name")).filter(small__in=names))
        pairs = Practice.objects.filter(provider__in=[each.pk for each in self.by_slug.values()])
        self._places = set(pairs.values_list("provider_id", "location_id"))
        self._addresses = Addresses(Provider, map(_full_name, said))
        self._made_up = site_is_demonstration()

    def _remember(self, doctors: "QuerySet[Provider]") -> None:
        for each in doctors:
            if each.slug not in self.by_slug:
                self.by_slug[each.slug] = each
                self._alike[plain(each.given_name), plain(each.family_name)].append(each)
                if each.npi:
                    self.by_npi[each.npi] = each

    def meant(self, line: Said, place: Location | None) -> Provider:
        """Raises Doubt."""
        said = line.doctor
        slug, npi = said.get("slug", ""), said.get("npi")
        holder = self.by_npi.get(npi) if npi else None
        if slug and slug != NEW:
            found = self.by_slug.get(slug)
            if holder and holder is not found:
                raise Doubt(_("This NPI is that of %s.") % holder.slug, "npi")
            return self._here(found) if found else self._new(said, slug)
        if holder:
            return self._here(holder)
        return self._by_name(said, place, may_be_new=slug == NEW)

    def _by_name(self, said: dict[str, Any], place: Location | None, *, may_be_new: bool) -> Provider:
        self._named(said)
        npi = said.get("npi")
        alike = [each for each in self._alike[_name(said)] if not (npi and each.npi)]
        there = [each for each in alike if place and (each.pk, place.pk) in self._places]
        if len(there) == 1:
            return there[0]
        if alike and not may_be_new:
            addresses = ", ".join(each.slug for each in alike)
            text = _("There is a doctor of this name: %s. Write that here, or “new” for another one.")
            raise Doubt(text % addresses, "doctor")
        return self._new(said, "")

    def _named(self, said: dict[str, Any]) -> None:
        """Raises Doubt for somebody new without a name; one is enough."""
        if not said.get("given_name"):
            needed(About.DOCTOR, said, ["family_name"])

    def _here(self, doctor: Provider) -> Provider:
        if doctor.removed_at:
            raise Doubt(_("This doctor was taken away. Bring the doctor back first."), "doctor")
        return doctor

    def _new(self, said: dict[str, Any], slug: str) -> Provider:
        self._named(said)
        self._addresses.take(slug)
        slug = slug or self._addresses.free(_full_name(said))
        doctor = Provider(slug=slug, is_demonstration=self._made_up)
        self.by_slug[slug] = doctor
        self._alike[_name(said)].append(doctor)
        if npi := said.get("npi"):
            self.by_npi[npi] = doctor
        return doctor

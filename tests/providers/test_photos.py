"""Portraits: small, bare of where they were taken, at an address that changes with the picture."""

import struct
from contextlib import suppress
from io import BytesIO
from math import ceil

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError
from django.urls import reverse
from PIL import Image

from drez_site.clinic.models import ClinicProfile
from drez_site.foundation import pictures
from drez_site.foundation.heavy_work import TooMuchAtOnce, Turns
from providers.models import Photo
from providers.photos import portrait
from tests.kit.approving import approve_all
from tests.kit.directory import make_doctor
from tests.kit.directory_forms import doctor_form

pytestmark = pytest.mark.django_db


def picture(size=(1600, 1200), mode="RGB", form="JPEG", noisy=False, **options) -> SimpleUploadedFile:
    image = Image.effect_noise(size, 120).convert(mode) if noisy else Image.new(mode, size, "teal")
    output = BytesIO()
    image.save(output, form, **options)
    return SimpleUploadedFile("face.bin", output.getvalue())


def with_a_place() -> SimpleUploadedFile:
    exif = Image.Exif()
    exif[0x0110] = "Camera of a test"
    exif.get_ifd(0x8825)[2] = (36.0, 0.0, 26.0)
    return picture(exif=exif)


def test_a_large_picture_becomes_small_and_loses_where_it_was_taken():
    jpeg, width, height = portrait(with_a_place())
    assert (width, height) == (480, 360)
    read = Image.open(BytesIO(jpeg))
    assert (read.format, read.size, dict(read.getexif())) == ("JPEG", (480, 360), {})
    assert b"Camera" not in jpeg and b"Exif" not in jpeg


def test_even_noise_fits():
    jpeg, *_ = portrait(picture((3000, 3000), noisy=True))
    assert len(jpeg) <= 60_000


@pytest.mark.parametrize(("mode", "form"), [("RGBA", "PNG"), ("P", "PNG"), ("L", "PNG"), ("RGB", "WEBP")])
def test_other_kinds_of_picture(mode, form):
    jpeg, *size = portrait(picture((300, 400), mode=mode, form=form))
    assert (Image.open(BytesIO(jpeg)).mode, size) == ("RGB", [300, 400])


def test_a_phones_two_pictures_in_one_file_are_the_first_of_them():
    file = BytesIO()
    first, second = (Image.new("RGB", (600, 400), color) for color in ("red", "blue"))
    first.save(file, "MPO", save_all=True, append_images=[second])
    jpeg, *_size = portrait(SimpleUploadedFile("a.jpg", file.getvalue()))
    with Image.open(BytesIO(jpeg)) as made:
        assert made.getpixel((made.width // 2, made.height // 2))[0] > 200


@pytest.mark.parametrize("form", ["PNG", "WEBP", "JPEG"])
def test_what_a_camera_said_and_nobody_can_read_turns_nothing(form):
    file = BytesIO()
    Image.new("RGB", (600, 400), "red").save(file, form, exif=b"Exif\0\0II*\0")
    assert portrait(SimpleUploadedFile("a", file.getvalue()))


def test_a_picture_lies_as_the_camera_held_it():
    exif = Image.Exif()
    exif[0x0112] = 6
    assert portrait(picture((400, 300), exif=exif))[1:] == (300, 400)


@pytest.mark.parametrize(
    "content",
    [b"", b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"\xff\xd8\xff\xe0", b"%PDF-1.7", b"GIF89a"],
)
def test_what_is_not_a_picture_is_refused(content):
    with pytest.raises(ValidationError, match="Choose a picture"):
        portrait(SimpleUploadedFile("face.jpg", content))


def test_a_picture_that_stops_in_the_middle_is_refused():
    whole = picture((3000, 3000), noisy=True).read()
    with pytest.raises(ValidationError, match="Choose a picture"):
        portrait(SimpleUploadedFile("face.jpg", whole[: len(whole) // 2]))


def test_a_file_that_is_too_large_is_refused_unread():
    with pytest.raises(ValidationError, match="15 MB"):
        portrait(SimpleUploadedFile("face.jpg", b"0" * 15_000_001))


def test_a_picture_with_too_many_pixels_is_refused_unread():
    with pytest.raises(ValidationError, match="60 million pixels"):
        portrait(picture((10_000, 6_001), mode="L", form="PNG"))


@pytest.mark.parametrize(
    ("kind", "options", "most"),
    [
        ("JPEG", {}, 150),
        ("JPEG in passes", {"progressive": True}, 21),
        ("JPEG of four colors in passes", {"progressive": True, "mode": "CMYK"}, 16),
        ("PNG", {"form": "PNG"}, 16),
        ("WEBP", {"form": "WEBP"}, 8),
    ],
)
def test_what_would_take_too_much_memory_is_refused_unread(monkeypatch, kind, options, most):
    """With a thousandth of the memory, and pictures with a thousandth of the pixels."""
    assert pictures.MOST_MEMORY // pictures.MEMORY[kind] // 1_000_000 == most, (
        "million pixels, but 60 at most"
    )
    monkeypatch.setattr(pictures, "MOST_MEMORY", pictures.MOST_MEMORY // 1000)
    assert portrait(picture((100, most * 10), **options))[1:] != (0, 0)
    monkeypatch.setattr(pictures, "_shrunk", None)  # nobody gets that far
    with pytest.raises(ValidationError, match="Please save it smaller, as a JPEG"):
        portrait(picture((100, most * 10 + 11), **options))


@pytest.mark.parametrize(("colors", "most"), [(3, 21), (4, 16)])
@pytest.mark.parametrize("before", [b"", b"\xff"])
def test_a_jpeg_of_one_color_after_the_other_comes_in_passes_too(monkeypatch, colors, most, before):
    """A file of 660 kB that took 344 MB: all is kept until the last color. So counts what looks odd, too."""
    monkeypatch.setattr(pictures, "MOST_MEMORY", pictures.MOST_MEMORY // 1000)
    assert portrait(gray_jpeg(100, most * 10, colors, before))[1:] != (0, 0)
    with pytest.raises(ValidationError, match="Please save it smaller, as a JPEG"):
        portrait(gray_jpeg(100, most * 10 + 11, colors, before))
    assert portrait(gray_jpeg(100, most * 10 + 11, colors, together=True))[1:] != (0, 0)


@pytest.mark.parametrize("skipped", [0xC8, 0xE1])
def test_a_jpeg_whose_parts_lead_to_half_a_mark_is_looked_at_once(skipped):
    """Its length leads past the picture, to a mark and nothing more; to Pillow C8 has none."""
    rest = gray_jpeg(16, 16, 3).read()[2:]
    jumps = struct.pack(">BBH", 0xFF, skipped, len(rest) + 2)
    file = SimpleUploadedFile("face.jpg", b"\xff\xd8" + jumps + rest + b"\xff\xe0")
    with suppress(ValidationError):
        assert portrait(file)[1:] != (0, 0)


def gray_jpeg(width, height, colors, before=b"", *, together=False) -> SimpleUploadedFile:
    """Each color in a pass of its own, or all together, as Pillow writes none. Every block is two bits."""

    def part(mark, content):
        return struct.pack(">BBH", 0xFF, mark, len(content) + 2) + content

    numbers = range(1, colors + 1)
    frame = struct.pack(">BHHB", 8, height, width, colors) + b"".join(bytes([n, 0x11, 0]) for n in numbers)
    code = bytes([1] + [0] * 15) + b"\0"  # a zero for what is as in the block before
    blocks = ceil(width / 8) * ceil(height / 8)
    written = [b"\xff\xd8", part(0xDB, b"\0" + b"\1" * 64), part(0xC0, frame)]
    written += [part(0xC4, b"\0" + code), part(0xC4, b"\x10" + code), before]
    for those in [numbers] if together else [[n] for n in numbers]:
        chosen = b"".join(bytes([n, 0]) for n in those)
        written += [part(0xDA, bytes([len(those)]) + chosen + b"\0\x3f\0")]
        written += [b"\0" * ceil(blocks * 2 * len(those) / 8)]
    return SimpleUploadedFile("face.jpg", b"".join([*written, b"\xff\xd9"]))


def test_a_large_photo_from_a_phone_is_never_made_whole(monkeypatch):
    made = []
    thumbnail = Image.Image.thumbnail
    monkeypatch.setattr(
        Image.Image, "thumbnail", lambda image, size: made.append(image.size) or thumbnail(image, size)
    )
    assert portrait(picture((8000, 6000)))[1:] == (480, 360)
    assert made == [(2000, 1500)]


def test_photos_are_read_in_turns(monkeypatch):
    full = Turns(at_once=1, waiting=0, seconds=0)
    monkeypatch.setattr(pictures, "HEAVY_WORK", full)
    with full.one(), pytest.raises(TooMuchAtOnce):
        portrait(picture())
    assert portrait(picture())[1:] == (480, 360)


def test_the_database_refuses_a_large_photo():
    provider = make_doctor()
    with pytest.raises(IntegrityError, match="photo_has_at_most_60_kilobytes"):
        Photo(provider=provider).show(b"0" * 60_001, 1, 1).save()


@pytest.fixture
def photo():
    photo = Photo(provider=make_doctor("Shown", is_demonstration=False)).show(*portrait(picture()))
    photo.save()
    approve_all()
    return photo


def test_it_is_served_to_be_kept_for_a_day(client, photo, django_assert_num_queries):
    with django_assert_num_queries(1):
        response = client.get(photo.get_absolute_url())
    assert response.content == bytes(photo.content)
    assert response.headers["Content-Type"] == "image/jpeg"
    assert response.headers["Cache-Control"] == "public, max-age=86400"
    assert not response.cookies
    other = Photo(provider=photo.provider).show(*portrait(picture((20, 20))))
    assert other.get_absolute_url() != photo.get_absolute_url()


@pytest.mark.parametrize("hidden", ["unlisted", "made up"])
def test_a_doctor_whom_patients_may_not_see_has_no_picture_either(client, photo, hidden):
    if hidden == "unlisted":
        type(photo.provider).objects.update(is_listed=False)
    else:
        ClinicProfile(is_demonstration=False).save()
        type(photo.provider).objects.update(is_demonstration=True)
    assert client.get(photo.get_absolute_url()).status_code == 404
    assert client.get(reverse("photo", args=["0" * 64])).status_code == 404


@pytest.mark.parametrize("has_one", [False, True])
def test_a_picture_that_came_with_an_error_elsewhere_is_asked_for_again(admin_client, has_one):
    provider = make_doctor("Portrait")
    data = {"photo-TOTAL_FORMS": 1, "photo-INITIAL_FORMS": int(has_one), "photo-0-file": with_a_place()}
    shown = "No photo: the page shows initials."
    if has_one:
        kept = Photo(provider=provider).show(b"\xff", 2, 2)
        kept.save()
        data["photo-0-id"] = kept.pk
        shown = reverse("admin:providers_provider_photo", args=[kept.digest])
    address = reverse("admin:providers_provider_change", args=[provider.pk])
    page = admin_client.post(address, doctor_form(**data | {"npi": "123"})).text
    assert "Choose this picture again: something else on the page has to be put right first" in page
    assert shown in page, "what stands there, and no address of what was never kept"
    assert page.count("/photos/") == int(has_one)
    assert Photo.objects.count() == int(has_one)


def test_staff_choose_it_replace_it_and_take_it_off(admin_client):
    provider = make_doctor("Portrait")
    address = reverse("admin:providers_provider_change", args=[provider.pk])

    def save(**fields):
        started = Photo.objects.count()
        data = {"photo-TOTAL_FORMS": 1, "photo-INITIAL_FORMS": started}
        if started:
            data["photo-0-id"] = Photo.objects.get().pk
        return admin_client.post(address, doctor_form(**data | fields))

    assert save(**{"photo-0-file": with_a_place()}).status_code == 302
    first = Photo.objects.get(provider=provider)
    page = admin_client.get(address).text
    assert reverse("admin:providers_provider_photo", args=[first.digest]) in page
    assert "It waits for a clinical reviewer." in page
    approve_all()
    assert "It waits for a clinical reviewer." not in admin_client.get(address).text
    assert save(**{"photo-0-file": picture((50, 50))}).status_code == 302
    second = Photo.objects.get(provider=provider)
    assert second.digest != first.digest
    assert save().status_code == 302 and Photo.objects.get() == second, "no new file keeps the old one"
    refused = save(**{"photo-0-file": SimpleUploadedFile("x.jpg", b"not a picture")})
    assert "Choose a picture: JPEG, PNG, or WebP." in refused.text
    assert Photo.objects.get().digest == second.digest
    assert save(**{"photo-0-DELETE": "on"}).status_code == 302
    assert not Photo.objects.exists()

"""What the admin’s forms of the directory send."""

NO_INLINES = {
    f"{prefix}-{name}": 0
    for prefix in ("offerings", "practices", "board_certifications", "state_licenses", "photo")
    for name in ("TOTAL_FORMS", "INITIAL_FORMS")
}


def doctor_form(**fields) -> dict:
    """A new doctor without practices, with these fields otherwise."""
    return {
        "honorific": "Dr.",
        "given_name": "Terry",
        "family_name": "New",
        "credentials": "MD",
        "slug": "terry-new",
        "is_listed": "on",
        "biography": "",
        "video_first_visit": "unknown",
        "referral_needed": "true",
        "npi": "",
        **NO_INLINES,
        **fields,
    }

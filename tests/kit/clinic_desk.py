"""The page on which staff say what the clinic is."""

ADDRESS = "/admin/clinic/clinicprofile/1/change/"


def filled_in(page) -> dict:
    """What the browser would send back: every field of the page's form as it stands."""
    form = page.context["adminform"].form
    data = {name: form[name].value() if form[name].value() is not None else "" for name in form.fields} | {
        "is_demonstration": "on" if form["is_demonstration"].value() else ""
    }
    data["referral_needed"] = {True: "true", False: "false"}.get(form["referral_needed"].value(), "unknown")
    data["states_served"] = ", ".join(form["states_served"].value() or [])
    for formset in page.context["inline_admin_formsets"]:
        data |= {f"{formset.formset.prefix}-TOTAL_FORMS": 0, f"{formset.formset.prefix}-INITIAL_FORMS": 0}
    return data


def save(desk, **fields):
    """Send the form with these changes; return the answer."""
    return desk.post(ADDRESS, filled_in(desk.get(ADDRESS)) | fields)

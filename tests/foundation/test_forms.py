"""What the forms of all rooms share, without a database."""

import pytest
from django import forms

from drez_site.foundation import forms as ours


class Sample(ours.GetForm):
    name = forms.CharField(label="Name")
    age = forms.IntegerField(label="Age", min_value=1, max_value=9)
    color = forms.ChoiceField(choices=[("red", "Red"), ("blue", "Blue")], widget=forms.RadioSelect)
    sizes = forms.MultipleChoiceField(choices=[("s", "S")], widget=forms.CheckboxSelectMultiple)
    page = forms.IntegerField(required=False, min_value=1, max_value=5)

    def clean(self):
        raise forms.ValidationError("The parts do not fit.")


class Signature(ours.ReauthenticationForm):
    note = forms.CharField()


def test_each_error_leads_to_the_first_input_of_its_field():
    summary = Sample({"age": "12"}).error_summary
    assert [(link.text, link.url) for link in summary] == [
        ("The parts do not fit.", ""),
        ("This field is required.", "#id_name"),
        ("Ensure this value is less than or equal to 9.", "#id_age"),
        ("This field is required.", "#id_color_0"),
        ("This field is required.", "#id_sizes_0"),
    ]
    page = str(Sample({"age": "12"}))
    assert all(f'id="{link.url[1:]}"' in page for link in summary if link.url)


@pytest.mark.parametrize("page", ["0", "6", "-1", "x", "1.5"])
def test_a_page_that_no_list_has(page):
    assert Sample({"page": page}).has_invalid_page_number


@pytest.mark.parametrize("page", ["", "1", "5"])
def test_a_page_that_a_list_may_have(page):
    assert not Sample({"page": page}).has_invalid_page_number


def test_the_template_writes_the_form_tag_and_the_token():
    helper = ours.FieldsHelper("name", "age")
    assert (helper.form_tag, helper.disable_csrf) == (False, True)
    assert list(helper.layout) == ["name", "age"]
    assert ours.FieldsHelper().layout is None


class TestReauthentication:
    @pytest.fixture(autouse=True)
    def nothing_is_registered(self, monkeypatch):
        monkeypatch.setattr(ours, "_is_same_person", None)
        monkeypatch.setattr(ours, "_attributes_for", None)

    @pytest.fixture
    def asked(self):
        """What the check was asked; only "right" is right."""
        asked = []

        def check(request, password_or_code):
            asked.append((request, password_or_code))
            return password_or_code == "right"

        ours.register_identity_check(check)
        return asked

    def test_the_registered_check_decides(self, asked, rf):
        request = rf.post("/")
        assert Signature({"note": "x", "password": "right"}, request=request).is_valid()
        wrong = Signature({"note": "x", "password": "wrong"}, request=request)
        assert wrong.errors["password"] == ["This is neither your password nor a new code from your phone."]
        assert asked == [(request, "right"), (request, "wrong")]

    def test_scripts_learn_from_the_field_of_another_way_to_answer(self, asked, rf):
        ours.register_identity_check(lambda request, answer: False, lambda request: {"data-way": "a key"})
        assert 'data-way="a key"' in str(Signature(request=rf.get("/"))["password"])

    def test_a_code_is_not_used_up_while_something_else_is_wrong(self, asked, rf):
        assert not Signature({"note": "", "password": "right"}, request=rf.post("/")).is_valid()
        assert asked == []

    def test_the_password_comes_last(self, rf):
        assert list(Signature(request=rf.get("/")).fields) == ["note", "password"]

    def test_without_a_check_no_answer_is_right(self, rf):
        assert not Signature({"note": "x", "password": "right"}, request=rf.post("/")).is_valid()

"""{% once %}: a part of a page is rendered once for each content version, language and key."""

import gc
import weakref
from datetime import UTC, datetime

import pytest
from django.template import Context, Engine, TemplateSyntaxError
from django.utils import translation
from django.utils.safestring import mark_safe

from drez_site.foundation import content_version
from drez_site.foundation.content_version import Version, as_of

ENGINE = Engine(libraries={"once": "drez_site.foundation.templatetags.once"})
ONE, TWO = (Version(name, datetime(2026, 11, 28, 12, tzinfo=UTC)) for name in ("one", "two"))


class Counted:
    """A word that counts how often a page prints it."""

    def __init__(self, word):
        self.word, self.times = word, 0

    def __str__(self):
        self.times += 1
        return self.word


def part(source="{% once key %}{{ word }}{% endonce %}"):
    return ENGINE.from_string("{% load once %}" + source)


def test_it_is_rendered_once_for_each_key_language_and_version():
    page, word = part(), Counted("a < b")

    def said(key):
        return page.render(Context({"key": key, "word": word}))

    with as_of(ONE):
        assert [said("k"), said("k"), said("k")] == ["a &lt; b"] * 3
        assert word.times == 1
        said("other")
        assert word.times == 2
        with translation.override("es"):
            said("k")
        assert word.times == 3
    with as_of(TWO):
        said("k")
        said("k")
    assert word.times == 4


def test_it_is_rendered_anew_where_nothing_says_as_of_when():
    page, word = part(), Counted("word")
    for _ in range(3):
        assert page.render(Context({"key": 1, "word": word})) == "word"
    assert word.times == 3


def test_each_place_in_the_templates_is_a_part_of_its_own():
    with as_of(ONE):
        two = part("{% once %}one {{ word }}{% endonce %} {% once %}two {{ word }}{% endonce %}")
        assert two.render(Context({"word": "word"})) == "one word two word"
        assert two.render(Context({"word": "word"})) == "one word two word"


def test_the_same_key_of_another_type_is_another_key():
    with as_of(ONE):
        page = part()
        said = [page.render(Context({"key": key, "word": repr(key)})) for key in ("1", "", None)]
    assert said == ["&#x27;1&#x27;", "&#x27;&#x27;", "None"]


def test_what_a_part_sets_stays_in_it():
    """Or the page would be another one when the part is not rendered."""
    page = part("{% once %}{% firstof 'inside' as word %}{{ word }}{% endonce %} {{ word }}")
    with as_of(ONE):
        for _ in range(2):
            assert page.render(Context({"word": "outside"})) == "inside outside"


FILLED = (
    "{% once key with near=typed %}{{ word }}"
    "{% if near %} near <b>{{ near }}</b>{{ near }}{% endif %}{% endonce %}"
)


def test_what_somebody_typed_is_filled_in_and_not_kept():
    page, word = part(FILLED), Counted("doctors")

    def said(typed):
        return page.render(Context({"key": "k", "word": word, "typed": typed}))

    typed = ["Durham", "<b> & \"x'", "\ufdd00\ufdd1", mark_safe("<i>"), "", None]
    anew = [said(text) for text in typed]
    assert anew[:2] == [
        "doctors near <b>Durham</b>Durham",
        "doctors near <b>&lt;b&gt; &amp; &quot;x&#x27;</b>&lt;b&gt; &amp; &quot;x&#x27;",
    ]
    assert anew[4:] == ["doctors", "doctors"]
    word.times = 0
    with as_of(ONE):
        assert [said(text) for text in typed * 2] == anew * 2
        assert word.times == 2, "with a place, and without one"
        assert "Durham" not in str(list(content_version._kept[ONE].values()))


def test_several_texts_each_go_to_their_own_place():
    page = part("{% once with one=a two=b %}{{ two }}-{{ one }}-{{ two }}{% endonce %}")
    with as_of(ONE):
        for a, b in (("1", "2"), ("3", "4"), ("", "5")):
            assert page.render(Context({"a": a, "b": b})) == f"{b}-{a}-{b}"


def test_what_is_filled_in_has_a_name():
    with pytest.raises(TemplateSyntaxError, match="name=text"):
        part("{% once key with typed %}{% endonce %}")


@pytest.mark.parametrize("key", [object(), ["a"], 1.5])
def test_a_key_is_something_that_can_be_told_apart(key):
    with as_of(ONE), pytest.raises(TypeError, match="key is a"):
        part().render(Context({"key": key, "word": ""}))


def test_the_request_is_let_go_even_after_an_error():
    class Request:
        def fails(self):
            raise ValueError

    page = part("{% once request.path %}{{ request.fails }}{% endonce %}")
    request = Request()
    request.path = "/"
    gone = weakref.ref(request)
    with as_of(ONE):
        with pytest.raises(ValueError):
            page.render(Context({"request": request}))
        request.fails = lambda: "well"
        assert page.render(Context({"request": request})) == "well"
        del request
        gc.collect()
        assert gone() is None
        assert page.render(Context({"request": {"path": "/"}})) == "well"


def test_it_needs_its_end():
    with pytest.raises(TemplateSyntaxError, match="endonce"):
        part("{% once %}word")

"""Hostile text in every field that staff fill: refused when saved, harmless when rendered all the same."""

import html5lib
import pytest
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.db import transaction

from drez_site.foundation.markdown.rendering import clean
from procedures.markdown_field import no_html
from procedures.markup import DocumentRenderer
from procedures.models import Document, Figure, Section
from procedures.publishing.snapshot import freeze
from procedures.readings.article import Article
from tests.kit.documents import make_draft_article

HTML = [
    "<script>alert(1)</script>",
    "<SCRIPT SRC=https://evil.example/x.js></SCRIPT>",
    "<scr<script>ipt>alert(1)</script>",
    "<<script>alert(1)//<</script>",
    "<script\x20type='text/javascript'>alert(1);</script>",
    "<script/x>alert(1)</script>",
    "</script><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<img src=x onerror=&#97;lert(1)>",
    "<img src='javascript:alert(1)'>",
    '<img """><script>alert(1)</script>">',
    "<img src=x:alert(alt) onerror=eval(src) alt=1>",
    "<image src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<svg><animate onbegin=alert(1) attributeName=x dur=1s>",
    "<svg><a xlink:href='javascript:alert(1)'><text y=1>x</text></a></svg>",
    "<svg><foreignObject><iframe srcdoc='<script>alert(1)</script>'></foreignObject></svg>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    "<math href='javascript:alert(1)'>x</math>",
    "<body onload=alert(1)>",
    "<iframe src=https://evil.example></iframe>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<object data='javascript:alert(1)'></object>",
    "<embed src='data:text/html,<script>alert(1)</script>'>",
    "<video><source onerror=alert(1)></video>",
    "<audio src=x onerror=alert(1)>",
    "<details open ontoggle=alert(1)>x</details>",
    "<input autofocus onfocus=alert(1)>",
    "<select onfocus=alert(1) autofocus></select>",
    "<textarea onfocus=alert(1) autofocus></textarea>",
    "<form action='javascript:alert(1)'><button>x</button></form>",
    "<button formaction=javascript:alert(1)>x</button>",
    "<button popovertarget=x onbeforetoggle=alert(1)>x</button>",
    "<span popover onbeforetoggle=alert(1)>x</span>",
    "<isindex type=image src=1 onerror=alert(1)>",
    "<marquee onstart=alert(1)>x</marquee>",
    "<a href='javascript:alert(1)'>x</a>",
    "<a href='java&#10;script:alert(1)'>x</a>",
    "<a href=' &#14; javascript:alert(1)'>x</a>",
    "<a href='https://x.example' onclick='alert(1)'>x</a>",
    "<a href='https://x.example' style='position:fixed;inset:0'>x</a>",
    "<style>*{display:none}</style>",
    "<style>@import 'https://evil.example/x.css';</style>",
    "<link rel=stylesheet href=https://evil.example/x.css>",
    "<meta http-equiv=refresh content='0;url=https://evil.example'>",
    "<base href=https://evil.example/>",
    "<p style='background:url(https://evil.example)'>x</p>",
    "<div onmouseover=alert(1)>x</div>",
    "<b id=main>clobber</b>",
    "<template><script>alert(1)</script></template>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'></noscript>",
    "<xmp><img src=x onerror=alert(1)></xmp>",
    "<!--><img src=x onerror=alert(1)>-->",
    "<picture><source srcset='/pictures/x.webp, //evil.example/x 2x'><img src=//evil.example/x></picture>",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<?php echo 1 ?>",
    "<x onclick=alert(1)>x</x>",
    "x<img src=x onerror=alert(1) ",
    "x<script",
    "<javascript:alert(1)>",
]
MARKDOWN = [
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](javascript&#58;alert(1))",
    "[x](&#106;avascript:alert(1))",
    "[x](java\tscript:alert(1))",
    "[x]( javascript:alert(1))",
    "[x](\x01javascript:alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](vbscript:msgbox(1))",
    "[x](file:///etc/passwd)",
    "[x](blob:https://evil.example/1)",
    "![x](https://evil.example/pixel.gif)",
    "![x](javascript:alert(1))",
    '[x](https://a.example "onmouseover=alert(1)")',
    '[a](https://b.example/"onclick="alert(1))',
    "[a](https://b.example/'onclick='alert(1))",
    "[x]: javascript:alert(1)\n\n[x]",
    '[x]: https://a.example "\'onmouseover=alert(1)"\n\n[x]',
    "`&lt;script&gt;alert(1)`",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;img src=x onerror=alert(1)&#62;",
    "    indented code",
    "```html\nalert(1)\n```",
    "| a | b |\n|---|---|\n| [x](javascript:alert(1)) | y |",
    "[@Nobody\"onclick=alert(1)]",
    "\\[x](javascript:alert(1))",
    "http\u200b://evil.example javascript:alert(1)",
]  # fmt: skip
CORPUS = HTML + MARKDOWN
FORBIDDEN = {
    "script",
    "svg",
    "math",
    "iframe",
    "object",
    "embed",
    "style",
    "link",
    "meta",
    "base",
    "form",
}
FORBIDDEN |= {
    "input",
    "textarea",
    "select",
    "video",
    "audio",
    "template",
    "details",
    "marquee",
    "div",
    "body",
}


LOADS_OR_RUNS = {"src", "srcset", "srcdoc", "style", "formaction"}


def test_the_corpus_is_large_enough():
    assert len(set(CORPUS)) == len(CORPUS) >= 60


def assert_harmless(html: str):
    """As a browser would parse it: elements and attributes rather than letters."""
    tree = html5lib.parseFragment(html, namespaceHTMLElements=False)
    for element in (element for element in tree.iter() if isinstance(element.tag, str)):
        assert element.tag not in FORBIDDEN, html
        for name, value in element.attrib.items():
            assert not name.startswith("on") and name not in LOADS_OR_RUNS, html
            if name == "href":
                assert value.startswith(("https:", "mailto:", "tel:", "/", "#")) or ":" not in value, html


@pytest.mark.parametrize("text", HTML)
def test_html_is_refused(text):
    with pytest.raises(ValidationError, match="HTML is not used here"):
        no_html(text)


@pytest.mark.django_db
@pytest.mark.parametrize("text", [HTML[0], HTML[7], "x<script"])
def test_html_is_refused_on_every_way_in(text):
    document = make_draft_article()
    section = document.sections.first()
    section.body = text
    for save in (
        section.full_clean,
        section.save,
        lambda: document.sections.update(body=text),
        lambda: Section.objects.bulk_update([section], ["body"]),
        lambda: document.steps.create(sequence="day", heading="x", body=text),
        lambda: document.figures.bulk_create(
            [Figure(document=document, sentence=text, happened=1, out_of=2)]
        ),
    ):
        with pytest.raises(ValidationError, match="HTML is not used here"), transaction.atomic():
            save()
    assert not document.sections.filter(body=text).exists()


@pytest.mark.parametrize("text", CORPUS)
def test_what_is_rendered_is_harmless_whatever_was_stored(text):
    assert_harmless(DocumentRenderer({}).render(text))
    assert_harmless(DocumentRenderer({}).render_inline(text))


@pytest.mark.parametrize("text", CORPUS)
def test_html_that_came_from_anywhere_is_cleaned(text):
    assert_harmless(clean(text))


@pytest.mark.parametrize("text", ["a < b", "p <0.05", "5 > 3", "> quoted", "A & B", "&lt;b&gt;", "I <3 you"])
def test_ordinary_signs_are_kept_as_they_are(text):
    no_html(text)


@pytest.mark.django_db
def test_hostile_words_in_plain_fields_are_escaped_on_the_page(client):
    document = make_draft_article()
    hostile = "<script>alert(1)</script>"
    Document.objects.update(title=hostile, summary=hostile, full_name=hostile)
    document.questions.update(text=hostile)
    document.urgentsigns.update(text=hostile)
    document.sections.update(heading=hostile)
    client.force_login(get_user_model().objects.create(username="boss", is_staff=True, is_superuser=True))
    page = client.get(f"/admin/procedures/document/{document.pk}/preview/").text
    assert hostile not in page
    assert page.count("&lt;script&gt;alert(1)&lt;/script&gt;") >= 20
    assert Article(freeze(Document.objects.get())).title == hostile

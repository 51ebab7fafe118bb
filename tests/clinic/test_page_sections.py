"""The contents of a page that is written in its template."""

from django.template import Context, Template

PAGE = (
    "{% load page_sections %}{% keep_sections text %}<h2>When & why</h2><p>One.</p>"
    '<h2 id="laws">{{ name }}</h2><h2 class="vh">Hidden</h2><h3>Part</h3>{% endkeep_sections %}'
    "{% for each in text_sections %}[{{ each.anchor }}: {{ each.heading }}]{% endfor %}{{ text }}"
)


def test_each_heading_has_an_anchor_and_stands_in_the_contents():
    printed = Template(PAGE.replace("&", "&amp;")).render(Context({"name": "<Laws>"}))
    assert printed == (
        "[part-1: When &amp; why][laws: &lt;Laws&gt;]"
        '<h2 id="part-1">When &amp; why</h2><p>One.</p>'
        '<h2 id="laws">&lt;Laws&gt;</h2><h2 class="vh">Hidden</h2><h3>Part</h3>'
    )

"""Syllables of Spanish words, and how easy a text is by them."""

import pytest

from drez_site.foundation.languages.es_reading import reading_ease, syllables

WORDS = {
    1: "y no sí que quien muy ley buey cien dos más aun fui pie brrr",
    2: "aún guía día río dolor aire cuatro pierna nervio CONSTRUIR",
    3: "médula leíais cabeza equipo dorsales vergüenza lesiones cuídate chiita Óseo",
    4: "cirugía período vehículo estimular batería anestesia resonancia poesía averiguáis",
    5: "radiografía estimulación radiofrecuencia",
}


@pytest.mark.parametrize(
    ("word", "count"), [(word, count) for count, words in WORDS.items() for word in words.split()]
)
def test_syllables_are_counted_as_they_are_spoken(word, count):
    assert syllables(word) == count


def test_short_words_and_sentences_are_easier():
    easy = "Llame hoy. El dolor puede volver. Pida ayuda."
    hard = (
        "La neuroestimulación electroterapéutica intervencionista, independientemente de consideraciones "
        "anatomofisiológicas concomitantes, requiere hospitalización."
    )
    assert reading_ease(easy) > 65
    assert reading_ease(hard) < 0


def test_the_formula_is_that_of_szigriszt_pazos():
    assert reading_ease("La casa es roja.") == pytest.approx(206.835 - 62.3 * 6 / 4 - 4)
    assert reading_ease("La casa. La casa 2.5 veces.") == pytest.approx(206.835 - 62.3 * 8 / 5 - 5 / 2)
    assert reading_ease("2.5, 911") == 100

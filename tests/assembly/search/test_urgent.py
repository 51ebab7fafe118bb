"""Words that sound like an emergency or like despair, and words that only look like it."""

import pytest

from drez_site.assembly.search.urgent import MOST_WORDS, Urgency, alarm
from drez_site.assembly.search.words import folded

DESPAIR = """
i want to die
i don't want to live anymore
I can’t go on
kill myself
thinking about suicide
im suicidal from the pain
suiside
crps suicide
no reason to live
better off dead
I cannot take this pain anymore
i cant live like this
want to end it all
how to end my life
i wish i was dead
painless way to die
tired of living in pain
my family would be better off without me
i hate my life
self harm
how many pills to die
life isnt worth living
quiero morir
me quiero matar
no quiero vivir
ya no quiero vivir con este dolor
ya no aguanto más
no puedo más con el dolor
pensamientos suicidas
quitarme la vida
sin ganas de vivir
mejor muerto
acabar con todo
no vale la pena vivir
estoy cansada de vivir
""".strip().splitlines()
EMERGENCY = """
i took too many pills
overdose gabapentin
cant breathe
chest pain
heart attack
suddenly can't move my legs
i cant pee since surgery
numbness between my legs
lost control of my bladder
worst headache of my life
my wound wont stop bleeding and i passed out
face drooping
slurred speech
stiff neck and fever
coughing up blood
call 911
no puedo respirar
dolor de pecho
me tomé muchas pastillas
sobredosis
no puedo orinar
de repente no puedo mover la pierna
perdí el control de la vejiga
se desmayó
fiebre y cuello rígido
""".strip().splitlines()
NEITHER = """
pain killer
painkillers
pain killers that work for nerve pain
kill the nerve
what kills nerve pain
suicide disease
is crps the suicide disease
battery dies
how long until the battery is dead
dead battery
can drez kill me
will the surgery kill me
will the surgery hurt me
what extends my life
dead arm
end of life care
life insurance
quality of life
burning legs that I cannot move
band of pain around my chest
chest pain after breast surgery
chest pain after shingles
can drg cause a stroke
history of stroke
pain after stroke
risk of seizure
fever
headache after surgery
numb foot
weak leg
bladder problems
walk after surgery
live a normal life
how long do people live with crps
does it take long
i give up smoking before surgery
cut nerve
cutting the nerve root
end of the spinal cord
jump in pain when touched
hopeful new treatment
drowning in bills insurance
help
food poisoning
mata dolor
matar el nervio
pila muerta
calidad de vida
seguro de vida
riesgo de muerte
dolor fantasma
pierna dormida
dolor de pecho después de culebrilla
cuánto tiempo viviré con dolor
fuerza en la pierna
vivir con dolor crónico
""".strip().splitlines()


@pytest.mark.parametrize(("typed", "urgency"), [(DESPAIR, Urgency.DESPAIR), (EMERGENCY, Urgency.EMERGENCY)])
def test_these_sound_urgent(typed, urgency):
    missed = {each: found for each in typed if (found := alarm(folded(each))) is None or found[0] != urgency}
    assert missed == {}


def test_there_are_enough_of_them():
    assert len(DESPAIR) + len(EMERGENCY) >= 40
    assert len(NEITHER) >= 40
    assert len({*DESPAIR, *EMERGENCY, *NEITHER}) == len(DESPAIR) + len(EMERGENCY) + len(NEITHER)


def test_these_do_not():
    assert {each: found for each in NEITHER if (found := alarm(folded(each)))} == {}


def test_despair_comes_before_an_emergency_and_names_its_words():
    urgency, places = alarm(folded("chest pain and i want to die"))
    assert urgency is Urgency.DESPAIR
    assert sorted(places) == [4, 5, 6]


def test_capitals_accents_and_apostrophes_do_not_matter():
    for typed in ("I WANT TO DIE", "I can't go on", "I can’t go on", "¡Quiero morir!", "no aguanto mas"):
        assert alarm(folded(typed))[0] is Urgency.DESPAIR, typed


def test_the_work_ends_with_the_first_words():
    typed = ["burning"] * MOST_WORDS + ["suicide"]
    assert alarm(typed) is None
    assert alarm(typed[1:])[0] is Urgency.DESPAIR

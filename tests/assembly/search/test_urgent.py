"""Words that sound like an emergency or like despair, and words that only look like it."""

import pytest

from drez_site.assembly.search.shown import signed_pages
from drez_site.assembly.search.urgent import MOST_WORDS, Urgency, alarm
from drez_site.assembly.search.words import every_list, folded
from procedures.models import Edition

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
killing myself over this pain
kill myself with pain pills
kill myself with pain killers
kill myself because of pain
i might kill myself my pain is too bad
kill myself my nerve hurts
i cut myself off from pain
i have to give up on life
kill me now the pain
could you please kill me
will this just kill me
does it hurt if i kill myself
me quiero matar por el dolor
me quiero matar por los nervios
matarme por este dolor
me mato, este dolor me mata
no puedo parar de cortarme
will this pain kill me
can this pain kill you
i could die from this pain
i would die to stop the pain
if i die will the pain stop
i am dying of pain
only death will help
i would rather have death
end my suffering
put me out of my misery
i want to sleep forever
i hope i never wake up
everyone is better if i was gone
i bought a gun
gun in my mouth
jump in front of a train
should i drink bleach
how do i poison myself
medical aid in dying for crps
i don’t want to feel anything ever again
morir para no sentir dolor
morir sin dolor
quisiera morirme para ya no sufrir
me muero de dolor
este dolor me va a matar
este dolor me está matando
me puede matar este dolor
prefiero la muerte
dormir para siempre
no quiero existir
mis hijos estarían mejor sin mí
me corto las venas
tengo una pistola
tirarme al tren
tomar cloro para morir
muerte digna
i give up
I'm giving up
hopeless
this is hopeless
there is no hope
desperate for relief
end it
just end it tonight
make it stop
please make this pain stop
want to dye
i wanna dye
is it painful to die
does it hurt to die
take all my pills
thinking of swallowing all the tablets
should i take all my pills
whats the point
what's the point of it all
dead
i am dead
dying
i can't stand the pain
cant take this pain
preferiría morir
prefiero estar muerta
kiero morir
kiero morirme
kiero morirme de una vez
kiero matarme
quisiera estar muerto
quisiera estar muerta
me gustaría estar muerto
estoy desesperado
estoy desesperada por el dolor
ya no doy más
no doy para más
no soporto el dolor
no aguanto este dolor
no puedo soportar el dolor
no me queda esperanza
me doy por vencida
que esto pare ya
terminar con esto
¿duele morir?
tomarme todas mis pastillas
para qué seguir
qué sentido tiene
muerto
muerta
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
bleeding
bleeding after surgery
paralyzed
paralyzed after drez surgery
fever
fever after surgery
chills and a hot wound
gangrene
slurred words
my toe is black skin
pus from the scar
fiebre
fiebre después de la cirugía
gangrena
estoy sangrando
quedé paralizado
no puedo respirar
dolor de pecho
me tomé muchas pastillas
sobredosis
no puedo orinar
de repente no puedo mover la pierna
perdí el control de la vejiga
se desmayó
fiebre y cuello rígido
my legs are suddenly paralyzed
suddenly paralyzed arm and pain
paralyzed legs suddenly in pain
chest pain now, had surgery
chest pain after surgery
sudden chest pain two days after breast surgery
pain in my chest and arm
pain in chest and left arm
wound will not stop bleeding
will i bleed to death
could I be bleeding inside
mi pierna paralizada de repente con dolor
dolor de pecho después de la operación
dolor de pecho ahora, tuve culebrilla
drank bleach
i drank some bleach
my son swallowed a battery
he ate rat poison
took the whole bottle
took too much tylenol
mixed my oxycodone with alcohol
carbon monoxide
i shot myself
he collapsed
she is not waking up
my baby is turning blue
anaphylaxis
trouble speaking
difficulty talking and a droopy face
tomé cloro
bebí lejía
mi hijo se tragó una pila
tomé demasiado paracetamol
me intoxiqué
intoxicada con gas
me dispararon
no tiene pulso
dificultad para hablar
emergency
Emergency!
help
help me
please help me
somebody help me
emergencia
es una emergencia
ayuda
ayúdame
ayúdenme por favor
socorro
auxilio
peeing myself
i keep pissing myself
i wet my pants
I pooped myself
leaking urine
urine keeps leaking
bowel accident
i cannot hold my pee
cauda equina
cauda equina syndrome
cant walk
i can't walk
groin numb
my groin is numb
numb groin
my private parts are numb
severe headache
headache so severe
vision loss
lost my vision
losing sight in one eye
i went blind
cant wake him up
I can't wake my husband
he cannot be woken
cold white foot
my foot is cold and white
my foot is white and cold
white, cold toes
pale cold arm
me orino encima
me oriné en la cama
me hice pipí
se me sale la orina
se me escapa el pipí
no controlo la orina
no puedo controlar el intestino
cola de caballo
no puedo caminar
tengo la ingle dormida
dolor de cabeza muy fuerte
perdí la vista
pérdida de visión
rigidez de nuca
tengo la nuca rígida
no puedo despertarlo
mi esposo no se despierta
pie frío y blanco
tengo el pie blanco y frío
mano fría y pálida
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
can drez cause bleeding
risk of bleeding near the cord
bleeding disorder and drg
what is the chance of paralysis
paralyzed legs burn
pain below the injury paralyzed
hay fever
riesgo de sangrado
piernas paralizadas que arden
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
kills the pain
what kills the pain in my legs
medicine that kills pain
pain killer for my nerves
can surgery cause bleeding
will surgery make me bleed
pain in my chest since shingles
chest pain since mastectomy
matar el dolor
qué mata el dolor
me ayuda a matar el dolor
medicina para matar el dolor del nervio
pierna muerta que no siento
can the operation kill me
dead arm without pain
do i take all my medicine before surgery
collapsed disc
my foot turned blue and swollen
want the pain to disappear
better if i was operated
hard to talk to my doctor about pain
is a pain killer enough
drinking water after surgery
can i drink coffee before surgery
the battery was replaced
la pila se acabó
¿tomo todos mis medicamentos antes de la cirugía?
¿puedo beber agua antes?
riesgo de morir en la operación
el pie se puso morado
despertar de la anestesia
shot of lidocaine
stabbing pain
can drez help me
help me find a doctor
help with insurance
does gabapentin help
ayuda con el seguro
¿me ayuda la operación?
emergency contact number of clinic
contacto de emergencia de la clínica
dead nerve
dead skin
nervio muerto
cold feet from diabetes
white scar
cold and purple foot
pie frío
cicatriz blanca
cant walk far
i can't walk barefoot
no puedo caminar descalzo
walking with a cane
dolor al caminar
where does the lead end
toward the end it burns
i give up driving after surgery
when can i give up my job
i want to dye my hair
is there hope for nerve pain
hope after surgery
hay esperanza para el dolor de nervios
i can't take this pain medicine
i cannot take my pain pills
can i take all my pills before surgery
tomo todas mis pastillas antes de la cirugía
what is the point where the lead enters
point of entry
cauda equina injury pain
groin pain after hernia surgery
dolor en la ingle
headache after drg
dolor de cabeza después de la operación
blurred vision from gabapentin
pee test before surgery
wet dressing
urine test
examen de orina
hacer pipí después de la operación
cuello dolorido
can surgery make the pain stop
""".strip().splitlines()


@pytest.mark.parametrize(("typed", "urgency"), [(DESPAIR, Urgency.DESPAIR), (EMERGENCY, Urgency.EMERGENCY)])
def test_these_sound_urgent(typed, urgency):
    missed = {each: found for each in typed if (found := alarm(folded(each))) is None or found[0] != urgency}
    assert missed == {}


def said(phrase: str) -> list[str]:
    """Ways to type a phrase of the lists: every word of it at least once."""
    words = [word.replace("*", "").split("/") for word in phrase.split() if word != "..."]
    return [
        " ".join(ways[place % len(ways)] for ways in words)
        for place in range(max(len(ways) for ways in words))
    ]


def test_no_pain_silences_despair():
    """Whatever stands in the lists, with the pain before and after it."""
    typed = [
        around.format(each)
        for language in every_list()
        for phrase in language.despair
        for each in said(phrase)
        for around in (
            "{} pain",
            "pain {}",
            "{} because of my pain",
            "{} por el dolor",
            "mi dolor {}",
            "can this {}",
        )
    ]
    missed = [each for each in typed if (alarm(folded(each)) or [None])[0] is not Urgency.DESPAIR]
    assert len(typed) > 1000 and missed == []


@pytest.mark.parametrize("now", ["suddenly", "now", "today", "de repente", "ahora"])
def test_nothing_is_innocent_about_an_emergency_that_is_now(now):
    for typed in (
        "paralyzed legs burn",
        "chest pain after shingles",
        "risk of bleeding",
        "piernas paralizadas que arden",
    ):
        assert alarm(folded(typed)) is None
        assert alarm(folded(f"{typed} {now}"))[0] is Urgency.EMERGENCY


def test_there_are_enough_of_them():
    assert len(DESPAIR) + len(EMERGENCY) >= 40
    assert len(NEITHER) >= 40
    assert len({*DESPAIR, *EMERGENCY, *NEITHER}) == len(DESPAIR) + len(EMERGENCY) + len(NEITHER)


def test_these_do_not():
    assert {each: found for each in NEITHER if (found := alarm(folded(each)))} == {}


def words_of(*texts) -> list[tuple[str, ...]]:
    return [tuple(folded(text)) for text in texts]


def test_what_pages_call_an_emergency_is_one_when_all_of_its_words_are_typed():
    signs = words_of("cold white limb", "limb pulse")
    typed = folded("My limb is white and so cold")
    assert alarm(typed) is None
    assert alarm(typed, signs) == (Urgency.EMERGENCY, frozenset({1, 3, 6}))
    assert alarm(folded("my limb is cold"), signs) is None
    assert alarm(folded("a limb without any pulse"), signs) == (Urgency.EMERGENCY, frozenset({1, 4}))
    assert alarm(folded("pulse radiofrequency for a limb"), signs) is None
    assert alarm(folded("want to die, limb cold white"), signs)[0] is Urgency.DESPAIR


@pytest.mark.django_db
def test_every_emergency_of_a_shipped_page_is_one_for_the_search(shipped):
    """And nothing that only looks like one, whatever the pages say."""
    signs = [sign for page in signed_pages("en").values() for sign in page.emergencies]
    told = [
        sign["text"]
        for edition in Edition.objects.filter(pk__in=signed_pages("en"))
        for sign in edition.content.get("urgent_signs", ())
        if sign["urgency"] == "emergency"
    ]
    assert len(told) > 60
    assert [text for text in told if alarm(folded(text), signs) is None] == []
    assert {each for each in NEITHER if alarm(folded(each), signs)} == set()


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

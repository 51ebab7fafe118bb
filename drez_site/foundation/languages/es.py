"""Spanish, as it is spoken in the United States."""

import re

from django.utils.translation import gettext_lazy as _

from .declaration import Claims, ErrorPage, ErrorWords, Pack, numbers_and, rule
from .es_hours import hours_from_english
from .es_reading import reading_ease
from .es_words import ABROAD, COMMON, HOURS, MEDICINE, NAMES, PLACE_WORDS

NUMBER = r"(?:\d(?:[\d.,]{0,8}\d)?|uno|un|una|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|veinte|cien)"
PEOPLE = r"(?:pacientes?|personas?|casos?|hombres|mujeres)"
MANY = r"(?:tod[oa]s|casi tod[oa]s|la mayor[ií]a|la mitad|much[oa]s|cientos|miles|decenas)"
RESULT = (
    r"(?:sin dolor|mejor(?:a|an|[oó]|aron|ar|ado)|ali(?:via|vian|viar|vi[oó]|viaron|vio)|"
    r"recupera\w*|san[oó]|sana[nr]?)"
)
EVERYBODY = rf"(?:{PEOPLE}|la mayor[ií]a)"
AS_BEFORE = (
    r"(?:(?:bien|san[oa]s?|normal(?:es)?) (?:otra vez|de nuevo)|como nuev[oa]s?|"
    r"(?:a|en) (?:la|su) vida (?:normal|de antes|de siempre))"
)

CLAIMS = Claims(
    share=(
        r"\d[\d.,]{0,9}\s?por ?ciento\b",
        r"\b(?:por ?ciento|porcentaje)\b",
        rf"(?<!piso )\b{NUMBER} de (?:cada |nuestr[oa]s |l[oa]s )*{NUMBER}\b",
        r"\b(?:dos|tres|cuatro) (?:tercios|cuartos|quintos)\b",
        rf"\b(?!un[oa]?\b){NUMBER}\+? (?:\w+ ){{0,2}}{PEOPLE}\b",
        rf"\b{MANY} (?:nuestr[oa]s |de |l[oa]s |sus )*{PEOPLE}\b.{{0,40}}\b{RESULT}",
        rf"\b{PEOPLE}\b.{{0,30}}\b{RESULT}",
        rf"\b{EVERYBODY}\b.{{0,40}}\b{AS_BEFORE}\b",
        r"\b(?:[eé]xitos?|exitos[oa]s?)\b",
    ),
    rank=(
        r"\b(?:l[oa]s? mejor(?:es)?|el mejor|mejores resultados|l[ií]der(?:es)?|n[uú]mero uno|"
        r"inigualables?|insuperables?|sin igual|"
        r"m[aá]s (?:experimentad|exitos|eficaz|eficaces|efectiv|reconocid)\w*|"
        r"primer(?:os?|as?) (?:del?|en) (?:pa[ií]s|estado|mundo)|n\.?[ºo°] ?1)",
    ),
    cure=(
        r"\bcura(?:n|r|mos|d[oa]s?|tiv[oa]s?|ci[oó]n)?\b|\bremedios? definitiv\w+",
        r"\b(?:sin dolor|libres? de dolor|adi[oó]s al dolor|no m[aá]s dolor|"
        r"(?:elimina|quita|acaba|termina|borra|sana)\w* (?:con )?(?:el|su|tu|todo el|del) dolor|"
        r"el dolor (?:desaparece|se va|se ir[aá])\w*)",
        r"\blibres? de (?:[eé]l|ellas?|ellos?|eso|esto)\b|"
        r"\b(?:libres?|sin|fuera|desaparec\w+|se (?:va|van|ir[aá]n?)|cura\w*) (?:\w+ ){0,3}para siempre\b",
        r"\balivio (?:permanente|total|completo|inmediato|duradero|definitivo)\b",
        r"\b(?:alivia|reduce|disminuye|calma|mejora|restaura)[nr]? (?:\w+ ){0,2}"
        r"(?:dolor|sufrimiento|calidad de vida)\b",
        r"\b(?:funciona|eficaz|eficaces|efectiv[oa]s?|comprobad[oa]s?|probad[oa]s?)\b"
        r"(?= (?:para|en|contra)\b|[.!]?$)",
    ),
    promise=(
        r"\b(?:garant[ií]\w+|asegura(?:mos|n|do|da)?|promet(?:e|en|emos|ido)|nunca falla|"
        r"siempre (?:funciona|ayuda)|"
        r"(?:sin|cero) (?:ning[uú]n )?(?:riesgos?|complicaciones|efectos secundarios)|inofensiv[oa]s?|"
        r"segur[oa]s? y (?:eficaz|efectiv)\w*|(?:es|son|muy|totalmente|completamente) segur[oa]s?)\b",
    ),
    comparison=(
        r"\b(?:mejor(?:es)? (?:que|resultados|atenci[oó]n)|m[aá]s (?:segur|r[aá]pid|precis)\w+|"
        r"menos (?:dolor|complicaciones|riesgos?)|superior(?:es)? a|supera\w*)",
    ),
    hedged=(
        r"\b(?:puede[ns]?|podr[ií]a[ns]?|suele[ns]?|va[ns]? a|lograr?\w*) (?:\w+ ){0,3}"
        r"(?:alivi\w+|reducir|disminuir|mejorar|sanar|recuperar\w*)",
    ),
)

WORDING = (
    rule(
        r"(?<!no )cura[nr]?\b|curad[oa]s?\b",
        _("Nothing here is a cure: say “may reduce”, or “not a cure”."),
    ),
    rule(r"indolor[oa]s?\b", _("Say what people feel, and for how long.")),
    rule(
        r"insegur[oa]s?\b|segur[oa]s? y (?:eficaz|eficaces|efectiv[oa]s?)\b|"
        r"(?:es|son|era|eran|fue|fueron|sea|sean|muy|m[aá]s|menos|tan|totalmente|completamente|"
        r"forma|manera|operaci[oó]n|cirug[ií]a) segur[oa]s?\b",
        _("Say which harms were seen, in how many people."),
    ),
    rule(
        r"garantiz\w+|milagros\w*|milagro\b",
        _("Nobody can promise a result: say “may help some people”."),
    ),
    rule(r"elimin\w+ (?:el|su|todo el) dolor|silenci\w+ (?:el|su) dolor", _("Say “may reduce”.")),
    rule(
        r"revolucionari\w+|de vanguardia\b|de (?:primera clase|clase mundial|[uú]ltima generaci[oó]n)\b|"
        r"m[aá]s avanzad[oa]s?\b|superior(?:es)? a\b|avances? decisivos?\b",
        _("Say what was compared with what, and what was found."),
    ),
    rule(r"tasas? de [eé]xito\b", _("Say how many of how many people.")),
    rule(
        r"hasta (?:el |un |en (?:el |un )?)?(?=\d+(?:[.,]\d+)?\s?(?:%|por ciento|de (?:cada )?\d))",
        _("Say how many of how many people."),
        is_claim=False,
    ),
    rule(r"m[ií]nimamente invasiv\w+", _("Say what is cut, and where.")),
    rule(
        r"(?:totalmente|completamente|del todo) reversibles?\b",
        _("Say what can be taken out, and that scars stay."),
    ),
    rule(r"(?:sin|ning[uú]n) riesgos?\b", _("Every operation has risks: say which.")),
    rule(
        r"(?:espalda|cirug[ií]a de espalda) fallida\b",
        _("This blames: say “persistent spinal pain after surgery”."),
        "dolor espinal persistente",
    ),
    rule(r"(?:evidencia|nivel|grado) (?:de )?clase a\b", _("Name the grading scale and its level.")),
)

STATE_NAMES = {
    "AS": "Samoa Americana",
    "DC": "Distrito de Columbia",
    "FM": "Estados Federados de Micronesia",
    "HI": "Hawái",
    "LA": "Luisiana",
    "MH": "Islas Marshall",
    "MI": "Míchigan",
    "MO": "Misuri",
    "MP": "Islas Marianas del Norte",
    "MS": "Misisipi",
    "NC": "Carolina del Norte",
    "ND": "Dakota del Norte",
    "NH": "Nuevo Hampshire",
    "NJ": "Nueva Jersey",
    "NM": "Nuevo México",
    "NY": "Nueva York",
    "OR": "Oregón",
    "PA": "Pensilvania",
    "PW": "Palaos",
    "SC": "Carolina del Sur",
    "SD": "Dakota del Sur",
    "VI": "Islas Vírgenes de los Estados Unidos",
    "WV": "Virginia Occidental",
}

NUMBER_WORDS = {
    word: number
    for number, words in enumerate(
        (
            "un uno una primer primero primera",
            "dos segundo segunda",
            "tres tercer tercero tercera",
            "cuatro cuarto cuarta",
            "cinco quinto quinta",
            "seis sexto sexta",
            "siete séptimo séptima",
            "ocho octavo octava",
            "nueve noveno novena",
            "diez décimo décima",
            "once undécimo undécima",
            "doce duodécimo duodécima mediodía",
        ),
        start=1,
    )
    for word in words.split()
}
KEY_OF_THE_CRISIS_LINE = re.compile(
    r"(?<=\b988) y (?:oprima|presione|marque|pulse) (?:el |la tecla )?(?:2|dos)\b", re.IGNORECASE
)

ERROR_WORDS = ErrorWords(
    demonstration="Sitio de demostración: la clínica y todos los médicos son inventados.",
    call_us="Llámenos:",
    patients_when_closed="Nuestros pacientes, cuando estamos cerrados:",
    home="Ir a la página de inicio",
    find_a_doctor="Buscar un médico",
    look_for="Buscar en este sitio",
    search="Buscar",
    emergency=(
        '<b>¿Es una emergencia? Llame al <a href="tel:911">911</a>.</b> ¿El dolor es insoportable? '
        '<b>Llame al <a href="tel:988">988</a> y oprima 2, o envíe la palabra AYUDA al 988</b> '
        "(Línea 988 de Prevención del Suicidio y Crisis), de día o de noche."
    ),
    bad_request=ErrorPage(
        "No pudimos leer esa solicitud",
        (("Falta algo en la dirección o en el formulario. Vuelva atrás e inténtelo de nuevo.",),),
    ),
    forbidden=ErrorPage(
        "Usted no puede abrir esta página",
        (
            (
                "Solo algunas personas que trabajan aquí pueden abrirla. Si envió un formulario, vuelva "
                "atrás, cargue la página de nuevo y envíelo otra vez.",
            ),
        ),
    ),
    form_not_sent=ErrorPage(
        "No pudimos enviar el formulario",
        (
            (
                "Quizá la página llevaba mucho tiempo abierta, o su navegador no guarda cookies. "
                "No se envió nada.",
            ),
            (
                "Vuelva atrás, cargue la página de nuevo y envíe el formulario otra vez. Copie antes lo que "
                "escribió, para no perderlo. Si vuelve a fallar, permita las cookies de este sitio, o llame.",
            ),
        ),
    ),
    not_found=ErrorPage(
        "No encontramos esa página",
        (("Puede haber un error en la dirección, o la página cambió de lugar.",),),
    ),
    too_many_requests=ErrorPage(
        "Espere un poco",
        (
            (
                "Recibimos muchas solicitudes desde su red en poco tiempo. Su dispositivo no tiene ningún "
                "problema. Inténtelo de nuevo en {minutes} minutos.",
                "Recibimos muchas solicitudes desde su red en poco tiempo. Su dispositivo no tiene ningún "
                "problema. Inténtelo de nuevo en 1 minuto.",
            ),
        ),
    ),
    server_error=ErrorPage(
        "Algo falló de nuestra parte",
        (
            ("No es culpa suya. Inténtelo de nuevo en unos minutos.",),
            ("Si nos llama, díganos este número: <b>{request_id}</b>",),
        ),
    ),
    unavailable=ErrorPage(
        "Este sitio no está disponible por un momento",
        (("No podemos mostrar esta página ahora. Inténtelo de nuevo en un minuto.",),),
    ),
    editing_paused=ErrorPage(
        "La edición está en pausa",
        (
            ("Nadie puede entrar ni guardar ahora. Inténtelo de nuevo en un minuto.",),
            ("Lo que acaba de enviar no se guardó. Su navegador aún lo tiene: vuelva a la página anterior.",),
        ),
    ),
)

PACK = Pack(
    code="es",
    locale="es_US",
    claims=CLAIMS,
    medicine=MEDICINE,
    names=NAMES,
    hours=HOURS,
    hours_from_english=hours_from_english,
    wording=WORDING,
    common_words=frozenset(COMMON),
    numbers_and_negations=numbers_and(
        *("cero", "uno", "una", "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve", "diez"),
        *(
            "mitad",
            "doble",
            "nunca",
            "no",
            "ningún",
            "ninguno",
            "ninguna",
            "nadie",
            "nada",
            "sin",
            "ni",
            "tampoco",
        ),
    ),
    number_words=NUMBER_WORDS,
    before_noon=re.compile(r" ?a\.? ?m\b| de la (?:mañana|madrugada)\b", re.IGNORECASE),
    after_noon=re.compile(r" ?p\.? ?m\b| de la (?:tarde|noche)\b", re.IGNORECASE),
    numbers_of_its_own=KEY_OF_THE_CRISIS_LINE,
    people_counted=re.compile(r"\b\d+\s+de\s+(?:cada )?\d+\b", re.IGNORECASE),
    not_known="No se sabe",
    percentage=re.compile(r"(?<!\d)\d+(?:[.,]\d+)?\s*(?:%|por ciento\b)", re.IGNORECASE),
    reading_grade=None,
    reading_ease=reading_ease,
    state_names=STATE_NAMES,
    this_country=(r"ee\.? ?uu\.?", r"estados unidos"),
    place_words=PLACE_WORDS,
    abroad=ABROAD,
    languages_are_capital=False,
    before_a_doctor=(
        (re.compile(r"\bde (?=(?:Dr|Prof|Sr)\.)"), "del "),
        (re.compile(r"\bde (?=(?:Dra|Profa|Sra)\.)"), "de la "),
    ),
    titles=("dra", "doctora", "profesor", "profesora", "sr", "sra"),
    error_words=ERROR_WORDS,
)

"""Words of Spanish: what tells medicine and opening hours from the rest, and the language from others;
and places abroad.

In small letters, without accents, but for `COMMON`, where an accent tells words apart, and for names.
"""

from .declaration import Abroad, Medicine, NameWords, PlaceWords, phrases

TAKEN = """
    medicinas, medicamento, medicamentos, farmacos, opioide*, opiaceo*, anticoagulant*, pastilla,
    pastillas, pildora, pildoras, tableta, tabletas, comprimido, comprimidos, capsulas, analgesico*,
    ibuprofenos, aspirinas, antibiotico*, antidepresivo*, esteroide*, corticoide*, aspirina,
    ibuprofeno, naproxeno, paracetamol, acetaminofen, morfina, oxicodona, hidrocodona, fentanilo,
    metadona, codeina, gabapentina, pregabalina, duloxetina, amitriptilina, warfarina, apixaban,
    rivaroxaban, heparina, insulina, metformina, lidocaina, baclofeno, marihuana, dosis, hierbas,
    suplementos"""

MEDICINE = Medicine(
    innocent=phrases("""
        facultad de medicina, escuela de medicina, medicina interna, medicina familiar,
        medicina del dolor, medicina deportiva, medicina de urgencias, doctor en medicina,
        departamento de medicina, estudio medicina, clinica del dolor, centro del dolor, unidad del dolor,
        equipo del dolor, manejo del dolor, cirugia del dolor, centro de cirugia, departamento de cirugia,
        equipo de cirugia, sala de operaciones, sala de espera, lista de espera, control de infecciones,
        horario normal, como funciona, parada de autobus, centro de tratamiento, plan de tratamiento,
        sala de tratamiento, tome el, tome la, tome una, tome un, alto riesgo, riesgos y beneficios"""),
    outright=phrases("""
        si funciona, de verdad funciona, funciona pregunte, volvera a caminar, vuelve a caminar, vuelven a
        caminar, volvio a caminar, volvera a dormir, volvera a trabajar, vuelven a trabajar, dormir toda
        la noche, una sola visita, una visita basta, visita basta, se acaba aqui, no falla, no fallan, es
        permanente, resultados para toda, aprobado por la, aprobada por la, los estudios lo prueban, la
        ciencia lo prueba, ha empeorado, casi todos mejoran, casi todas mejoran, no hace falta ayuno,
        ayuno, ayunas, adios a sus pastillas, olvidese de, llame el lunes, espere al lunes, segunda
        opinion no, funciona de verdad, alivio por anos, alivio durante anos, anos de alivio, el alivio
        dura, ningun dolor, sin infecciones, sin muertes, nunca falla, nunca fallo, les va bien, lo haria
        de nuevo, lo harian de nuevo, lo volverian a hacer, tratamiento de eleccion, de cada cien, noventa
        y cinco por ciento, no coma, no beba, nada de comer"""),
    drug=phrases(f"medicina, farmaco, {TAKEN}"),
    taken=phrases(TAKEN),
    stop=phrases("""
        suspenda, suspender, suspende, deje de, dejar de, dejar la, dejar el, dejar las, dejar los,
        dejar su, dejar sus, deje su, deje sus, deje la, deje las, deje los, deje el, dejara de, duplique,
        doble, el doble, doblar, omita, omitir, evite, evitar, interrumpa, interrumpir, reduzca, reducir,
        baje, bajar, aumente, aumentar, suba la, suba su, cambie su, cambie la, la mitad de, ya no,
        quitese, abandone, mas de la dosis, salte*"""),
    take=phrases("""
        tome, tomese, tomarse, tomar, toma, toman, tomando, use, usar, necesita, necesitan, necesitara,
        necesitaran, necesario, necesarios, necesarias, empiece, comience, continue, siga tomando, dosis,
        mg, miligramo*, extra, en vez de, en lugar de, sin, trague, inyecte*"""),
    tell=phrases("""
        diganos, digale, diga, lista, listas, traiga, traer, pregunte, preguntenos, llame, escriba, envie,
        alergi*, receta, recetas, farmacia, frasco, frascos, envase, envases, disco, enviad*, anote,
        informe, informenos, cuente*, llamenos"""),
    study=phrases("""
        atiende a, atienden a, trata a, tratan a, ve a, investig*, estudia, estudio, estudios, estudiado,
        formacion, formado, formada, especial*, ensena, escribio, publico, interes*, residencia, sociedad,
        premio, certificad*, murio de, enfermer*"""),
    emergency=phrases("911, sala de emergencias, sala de urgencias, ambulancia, urgencias"),
    not_call=phrases("""
        no llame, no llamar, no marque, nunca llame, no hace falta llamar, no es necesario llamar,
        no necesita llamar, no tiene que llamar, sin llamar, en vez de llamar, en lugar de llamar,
        no hay que llamar, no vaya a"""),
    symptom=phrases("""
        debilidad, debil, debiles, no sentir, no siente, adormec*, entumec*, pierna, piernas,
        no puede mover, paralisis, fiebre*, sangrado, sangra, sangre, hinchazon, infeccion*,
        dolor de cabeza, mareo*, vomit*, nausea*, hormigueo, enrojecimiento, liquido, vejiga, intestin*,
        dolor de pecho, falta de aire, convulsion*, confusion, pus, escalofrios"""),
    sign=phrases("""
        debilidad, piernas debiles, no sentir, no siente, adormec*, entumec*, no puede mover, paralisis,
        fiebre*, sangrado, sangra, hinchazon, infeccion*, dolor de cabeza, mareo*, vomit*, nausea*,
        hormigueo, enrojecimiento, dolor de pecho, falta de aire, convulsion*, pus, escalofrios, herida,
        heridas, orinar, orina"""),
    normal=phrases("""
        normal, normales, inofensiv*, no se preocupe, no hay que preocuparse, esperable, se va sola,
        se va solo, se van solas, se van solos, se quita sola, se quita solo, se quitan solas,
        se cura sola, se cura solo, desaparece sola, desaparece solo, sana sola, sana solo, sanan solas,
        ignore, no es grave, no es emergencia, no es una emergencia, no es peligroso, no es peligrosa,
        pasara"""),
    wait=phrases("espere, esperar, aguarde"),
    later=phrases("antes de, hasta, dia, dias, horas, semana, semanas, manana, lunes"),
    harm=phrases("""
        infeccion*, paralisis, derrame, derrames, sangrado, hemorragia*, complicacion*, efecto secundario,
        efectos secundarios, muerte, muertes, murio, muere, debilidad, dano, danos, riesgo, riesgos"""),
    rarity=phrases("""
        raro, rara, raros, raras, raramente, rara vez, poco frecuente, poco frecuentes, poco comun,
        poco comunes, improbable*, casi nunca, nunca, nadie, ningun, ninguna, ninguno, no ocurre,
        no sucede, no pasa, no ha tenido, pequen*, bajo, bajos, minim*, pocos, pocas, imposible,
        frecuente, frecuentes, es comun, son comunes, se cura sola"""),
    operation=phrases("""
        drez*, lesion*, drg, estimulacion, estimulador*, neuroestimul*, neuromodul*, implante, implantes,
        dispositivo, dispositivos, electrodo*, rizotomia*, cordotomia*, cirugia, cirugias, operacion,
        operaciones, procedimiento, procedimientos, tratamiento, tratamientos, inyeccion, inyecciones,
        bloqueo"""),
    named_operation=phrases("""
        drez*, lesion*, estimulacion, estimulador*, neuroestimul*, neuromodul*, implante, implantes,
        electrodo*, rizotomia*, cordotomia*"""),
    verdict=phrases("""
        deshacer, deshacerse, deshace, revertir, revertirse, reversible*, irreversible*, indicad*,
        contraindicad*, adecuad*, de eleccion, ultimo recurso, unica opcion, unica esperanza, peligros*,
        arriesgad*, fda, toda la vida, de por vida, para siempre, dura, duran, no duele, no duelen, duele,
        deja cicatriz, no deja cicatriz, volver al trabajo, volver a trabajar, volver a caminar,
        no se rompe, no se rompen"""),
    does=phrases("""
        trata, tratan, ayuda, ayudan, sana, sanan, funciona, funcionan, termina, terminan, elimina, quita,
        arregla, previene, controla, permite, eficaz, eficaces, efectiv*, sirve, sirven, apaga, calma,
        es para, se usa para, se usan para, se hace para"""),
    you_can=phrases("usted puede, puede, podra, pueden, podran"),
    activity=phrases("""
        manejar, conducir, volar, trabajar, comer, beber, nadar, levantar, ducharse, banarse, correr,
        ejercicio, fumar, caminar, irse a casa, ir a casa, volver a casa, viajar"""),
    after=phrases("despues, tras, el mismo dia, enseguida, de inmediato"),
    soon=phrases("""
        el mismo dia, la misma tarde, la misma noche, dias despues,
        semanas despues, meses despues, a los pocos dias"""),
    pain=phrases("""
        dolor, dolores, sufrimiento, neuralgia*, espasmo*, ardor, migrana*, fibromialgia,
        culebrilla, ciatica, artritis"""),
    suits=phrases("""
        sirve, sirven, bueno para, buena para, util para, ideal para, funciona para, tambien para,
        se acaba, se termina"""),
    vanish=phrases("""
        desaparec*, se va, se van, se ira, se fue, se quita, se apaga, apagado, deja de, adios,
        lo deja sin, la deja sin, en una semana, en pocos dias, en dias, ya no, no vuelve, no volvera,
        se acaba"""),
    condition=phrases("""
        marcapaso*, desfibrilador*, embaraz*, lactancia, resonancia*, diabet*, epilep*, cancer, nino,
        ninos, osteoporosis, anticoagulant*"""),
    bars=phrases("""
        marcapaso*, desfibrilador*, embaraz*, lactancia, diabet*, epilep*, osteoporosis,
        anticoagulant*"""),
    can_have=phrases("""
        puede operarse, pueden operarse, puede recibir, pueden recibir, puede tener la operacion,
        pueden tener la operacion, puede hacerse la, pueden hacerse la, no es problema, no hay problema,
        no son problema, buen candidato, buena candidata, buenos candidatos, puede tener este,
        puede tener estimulacion, pueden tener estimulacion, puede hacerse este"""),
    may=phrases("""
        puede, pueden, podra, podran, seguro, segura, seguros, seguras, adecuado, adecuada, necesita,
        necesitan, debe, deben, permitido, permitida, posible, compatible, compatibles, problema, sin"""),
    test=phrases("""
        resonancia, resonancias, radiografia*, tomografia*, estudio, estudios, analisis de sangre,
        ecografia*"""),
    not_need=phrases("""
        no necesita, no necesitan, no hace falta, no es necesaria, no es necesario, sin una, no requiere,
        omita la, omita el"""),
)

NAMES = NameWords(
    sentence=phrases("""
        yo, él, ella, ellos, ellas, usted, ustedes, nosotros, nosotras, se, te, sus, nuestro, nuestra,
        nuestros, nuestras, ese, esa, esos, esas, este, esta, estos, estas, eso, esto, es, son, está, están,
        estaba, estar, ser, fue, fueron, eran, ha, han, había, tiene, tienen, tenía, puede, pueden,
        podrá, podrán, debe, deben, hace, hacen, no, nunca, jamás, nadie, ningún, ninguna, ninguno, ni,
        siempre, muy, más, menos, ya, aquí, allí, ahora, cuando, porque, que, qué, quien, quién, cómo,
        donde, alguien, algo, casi, mucho, mucha, muchos, muchas, pocos, pocas, cada, después, antes, desde,
        hasta, si, todavía, otra vez"""),
    also_names=phrases("se, te, son, ha, han, más, ya, no, si, ni, que"),
    inside_names=phrases("nuestra señora, nuestro señor"),
    small=phrases("""
        de, del, la, las, los, el, y, e, en, con, para, por, al, a, da, das, do, dos, di, du, des, van, von,
        der, den, ten, ter, zu, zur, bin, ibn, af, av, le, les, sur, sous, et, auf, am, im, und"""),
    actors=phrases("""
        pacientes, gente, personas, cirujanos, cirujanas, neurocirujanos, neurocirujanas, médicos, médicas,
        doctores, doctoras, especialistas, enfermeras, enfermeros, expertos, manos, piernas, brazos, pies,
        nervios, heridas, muletas, bastones, pastillas, dolores, dolor, sufrimiento"""),
    acts=phrases("""
        termina, terminan, acaba, acaban, cesa, cesan, desaparece, desaparecen, deja, dejan, devuelve,
        devuelven, quita, quitan, elimina, eliminan, vence, vencen, cura, curan, sana, sanan, salva,
        salvan, camina, caminan, corre, corren, baila, bailan, duerme, duermen, sonríe, sonríen, ríe,
        ríen, tira, tiran, olvida, olvidan, pierde, pierden, gana, ganan, vuelve, vuelven, regresa,
        regresan, sale, salen, mueve, mueven, recupera, recuperan, viene, vienen, vive, viven, logra,
        logran, mejora, mejoran"""),
    orders=phrases("""
        deje, duerma, tire la, tire las, tire el, tire los, tire sus, olvide, camine, venga, vuelva,
        salga, evite, suelte, pare, corra, baile, sonría, despídase, siéntase, vivir sin, recupere,
        elimine, acabe, termine, gane, tome el, tome la, confíe, levántese, di adiós"""),
)

HOURS = phrases("""
    lunes, martes, miercoles, jueves, viernes, sabado, sabados, domingo, domingos, lun, mar, mie, jue,
    vie, sab, dom, l, m, x, j, v, s, d, de, del, a, al, la, las, el, los, y, e, o, u, entre, desde, hasta,
    por, con, sin, en, para, previa, cita, citas, solo, solamente, unicamente, tambien, excepto, salvo,
    menos, incluye, incluidos, abierto, abierta, abre, abrimos, abren, cerrado, cerrada, cierra, cerramos,
    cierran, manana, mananas, tarde, tardes, noche, noches, mediodia, medianoche, madrugada, hora, horas,
    hs, h, dia, dias, festivo, festivos, feriado, feriados, habil, habiles, laborable, laborables, todos,
    todas, cada, semana, semanas, fin, fines, am, pm, p, mes, meses, primer, primero, primera, segundo,
    tercer, tercero, cuarto, ultimo, otro, otra, media, almuerzo, comida, pausa, descanso, horario,
    horarios, verano, invierno, temporada, telefono, telefonos, linea, llame, llamada, llamadas,
    contestamos, atendemos, atencion, atiende, antes, despues, ano, anos, nuevo, nueva, nuevos, navidad,
    nochebuena, nochevieja, accion, gracias, independencia, trabajo, santa, santo, este, centro, montana,
    pacifico, oficina, oficinas, consulta, consultas, clinica, paciente, pacientes, recepcion, puerta,
    entrada, principal, laboratorio, farmacia, edificio, hospital, visita, visitas, video, videollamada,
    ininterrumpido, corrido, minutos, min, enero, febrero, marzo, abril, mayo, junio, julio, agosto,
    septiembre, octubre, noviembre, diciembre, nacionales, nacional, federales, federal, alternos,
    alternas, local, se, ve, ven, vemos, siguiente, variable, varia, varian, mas, temprano, durante""")

COMMON = phrases("""
    a, al, algo, algunas, algunos, antes, aquí, así, aunque, brazo, cada, casi, como, con, cómo, cuando,
    cuándo, cuál, de, del, desde, después, donde, dolor, dos, dónde, durante, e, el, ella, ellas, ellos, en,
    entre, era, es, esa, ese, eso, esta, estaba, estas, este, esto, estos, está, están, fue, fueron, gente,
    ha, hace, hacer, han, hasta, hay, la, las, le, les, lo, los, me, menos, mi, mientras, mucho, muy, más,
    médula, nervio, nervios, ni, no, nos, nosotros, nuestra, nuestro, o, otra, otras, otro, otros, para,
    parte, pero, personas, pierna, poco, por, porque, puede, pueden, pues, que, quien, quién, qué, se, sea,
    según, ser, si, sido, siempre, sin, sobre, solo, son, su, sus, sí, también, tan, tanto, tiene, tienen,
    toda, todas, todavía, todo, todos, tras, tu, u, un, una, unas, uno, unos, usted, ustedes, ya, y, él""")

PLACE_WORDS = PlaceWords(
    articles=("el", "la", "las", "los"),
    before=phrases("""
        cerca de, cerca del, en, por, junto a, alrededor de, alrededores de, afueras de, las afueras
        de, vivo en, vivo cerca de, yo vivo en, estoy en, estoy cerca de, soy de, vivimos en,
        estamos en, aqui en, codigo postal, mi codigo postal es, codigo, c p, cp, zona postal,
        centro de, el centro de, area de, el area de, area metropolitana de, zona de, la zona de,
        ciudad de, la ciudad de, pueblo de, el, la, los, las, medico, medicos, doctor, doctores,
        doctora, doctoras, cirujano, cirujanos, clinica, clinicas, hospital, medicos en, doctores
        en, clinicas en"""),
    after=phrases("cerca, cerca de mi, por favor, centro, y alrededores"),
    here=phrases("""
        cerca, cerca de mi, cerca de aqui, cerca de donde estoy, aqui, aqui cerca, mi ubicacion,
        mi ubicacion actual"""),
    before_a_state=phrases("""
        en, el, la, estado de, alguna parte de, algun lugar de, norte de, norte del, sur de, sur del, este de,
        este del, oeste de, oeste del, noreste de, noroeste de, sureste de, suroeste de, centro de,
        centro del"""),
    after_a_state=(),
    before_a_county={
        "condado de": "county",
        "condado del": "county",
        "el condado de": "county",
        "parroquia de": "parish",
        "municipio de": "municipio",
    },
    after_a_county={},
    cities={
        "bronks": "Bronx, NY",
        "brons": "Bronx, NY",
        "bufalo": "Buffalo, NY",
        "cayo hueso": "Key West, FL",
        "cayo largo": "Key Largo, FL",
        "ciudad de nueva york": "New York, NY",
        "filadelfia": "Philadelphia, PA",
        "hiuston": "Houston, TX",
        "jiuston": "Houston, TX",
        "juston": "Houston, TX",
        "las begas": "Las Vegas, NV",
        "maiami": "Miami, FL",
        "mayami": "Miami, FL",
        "movila": "Mobile, AL",
        "nueva orleans": "New Orleans, LA",
        "nueva yor": "New York, NY",
        "nueva york": "New York, NY",
        "nuevo orleans": "New Orleans, LA",
        "panzacola": "Pensacola, FL",
        "playa de miami": "Miami Beach, FL",
        "san agustin": "Saint Augustine, FL",
        "san luis": "Saint Louis, MO",
        "san pablo": "Saint Paul, MN",
        "san petersburgo": "Saint Petersburg, FL",
        "santa helena": "Saint Helena, CA",
        "santo tomas": "Charlotte Amalie, VI",
    },
    regions={
        "Apalaches": "Appalachia",
        "Área de la Bahía": "Bay Area",
        "Bahía de San Francisco": "San Francisco Bay Area",
        "Cayos de la Florida": "Florida Keys",
        "Cayos de Florida": "Florida Keys",
        "Costa Central": "Central Coast",
        "Costa del Golfo": "Gulf Coast",
        "Costa del Pacífico": "Pacific Coast",
        "Costa Este": "East Coast",
        "Costa Oeste": "West Coast",
        "Cuatro Esquinas": "Four Corners",
        "Grandes Llanuras": "Great Plains",
        "Isla Grande de Hawái": "Big Island",
        "Islas Vírgenes": "US Virgin Islands",
        "Islas Vírgenes Americanas": "US Virgin Islands",
        "Islas Vírgenes de EE. UU.": "US Virgin Islands",
        "Lago Tahoe": "Lake Tahoe",
        "Medio Oeste": "Midwest",
        "Montañas Rocosas": "Rocky Mountains",
        "Nación Navajo": "Navajo Nation",
        "Norte de Virginia": "Northern Virginia",
        "Noroeste del Pacífico": "Pacific Northwest",
        "Nueva Inglaterra": "New England",
        "Península Superior": "Upper Peninsula",
        "Sur Profundo": "Deep South",
        "Valle Central": "Central Valley",
        "Valle de Coachella": "Coachella Valley",
        "Valle de Napa": "Napa Valley",
        "Valle de San Fernando": "San Fernando Valley",
        "Valle de San Joaquín": "San Joaquin Valley",
        "Valle del Hudson": "Hudson Valley",
        "Valle del Río Grande": "Rio Grande Valley",
        "Valle del Sol": "Valley of the Sun",
        "Valle Imperial": "Imperial Valley",
    },
)

ABROAD = Abroad(
    countries=phrases("""
        Afganistán, Alemania, Arabia Saudita, Argelia, Azerbaiyán, Bangladés, Bélgica, Belice,
        Bielorrusia, Brasil, Camboya, Camerún, Canadá, Catar, Chipre, Corea, Corea del Norte, Corea
        del Sur, Costa de Marfil, Croacia, Curazao, Dinamarca, Egipto, Emiratos Árabes Unidos,
        Escocia, Eslovaquia, Eslovenia, España, Etiopía, Filipinas, Finlandia, Francia, Gales, Gran
        Bretaña, Grecia, Haití, Hungría, Inglaterra, Irak, Irán, Irlanda, Islandia, Italia, Japón,
        Jordania, Kazajistán, Kenia, Letonia, Líbano, Libia, Lituania, Luxemburgo, Malasia,
        Marruecos, Martinica, México, Moldavia, Noruega, Nueva Zelanda, Países Bajos, Palestina,
        Panamá, Perú, Polonia, Reino Unido, República Dominicana, Ruanda, Rumania, Rusia, Santa
        Lucía, Singapur, Siria, Sudáfrica, Suecia, Suiza, Surinam, Tailandia, Trinidad y Tobago,
        Túnez, Turquía, Ucrania, Zimbabue"""),
    cities=phrases("""
        A Coruña, Abiyán, Abu Dabi, Acámbaro, Acapulco, Adelaida, Adís Abeba, Aguascalientes,
        Alajuela, Albacete, Alcalá de Henares, Alicante, Almería, Amberes, Antigua Guatemala,
        Antofagasta, Apizaco, Apodaca, Arequipa, Argel, Arica, Asunción, Atenas, Ayacucho, Badajoz,
        Badalona, Bagdad, Bahía Blanca, Barquisimeto, Barranquilla, Basilea, Bayamo, Belgrado,
        Berna, Bilbao, Bluefields, Bruselas, Bucaramanga, Bucarest, Buenaventura, Burdeos, Burgos,
        Cabo Haitiano, Cádiz, Cajamarca, Calcuta, Cali, Callao, Camagüey, Campeche, Cancún,
        Cartagena, Cartagena de Indias, Castellón, CDMX, Celaya, Ceuta, Chetumal, Chiclayo,
        Chihuahua, Chilpancingo, Chimalhuacán, Chimbote, Chinandega, Choloma, Cienfuegos, Ciudad
        Acuña, Ciudad Bolívar, Ciudad de Belice, Ciudad de Guatemala, Ciudad de México, Ciudad de
        Panamá, Ciudad del Cabo, Ciudad del Carmen, Ciudad del Este, Ciudad Guayana, Ciudad Juárez,
        Ciudad Madero, Ciudad Obregón, Ciudad Victoria, Coatzacoalcos, Cobán, Cochabamba, Colima,
        Comayagua, Comodoro Rivadavia, Concepción, Copenhague, Coquimbo, Córdoba, Corrientes,
        Cozumel, Cuautitlán, Cuautitlán Izcalli, Cuautla, Cúcuta, Cuenca, Cuernavaca, Culiacán,
        Cumaná, Curitiba, Cusco, Cuzco, Daca, Damasco, Delicias, Distrito Federal, Duala, Durango,
        Ecatepec, Edimburgo, El Alto, El Cairo, El Progreso, Elche, Encarnación, Ensenada,
        Escuintla, Estambul, Estelí, Estocolmo, Fresnillo, General Escobedo, Gerona, Gijón, Ginebra,
        Gómez Palacio, Granada, Guanajuato, Guantánamo, Guarenas, Guarulhos, Guayaquil, Guaymas,
        Habana, Hamburgo, Heredia, Hermosillo, Heroica Veracruz, Higüey, Holguín, Hospitalet,
        Huancayo, Huánuco, Huehuetenango, Huelva, Ibagué, Ibarra, Iguala, Iquique, Iquitos,
        Irapuato, Isla Mujeres, Iztapalapa, Jalapa, Jartum, Jerez de la Frontera, Johannesburgo,
        Juárez, Juliaca, Katmandú, La Ceiba, La Coruña, La Habana, La Haya, La Paz, La Plata, La
        Romana, La Serena, La Valeta, La Vega, Las Palmas, Las Palmas de Gran Canaria, Las Tunas,
        León, Lérida, Lisboa, Liubliana, Lleida, Logroño, Loja, Lomas de Zamora, Londres, Los Cabos,
        Los Mochis, Lugo, Machala, Málaga, Managua, Manaos, Manizales, Manta, Manzanillo, Mar del
        Plata, Maracaibo, Maracay, Marbella, Marsella, Masaya, Matagalpa, Matamoros, Matanzas,
        Maturín, Mazatlán, Melilla, Mendoza, Mérida, Mexicali, México DF, Minatitlán, Mixco,
        Monclova, Montería, Morelia, Moscú, Murcia, Nápoles, Naucalpan, Navojoa, Neiva, Neuquén,
        Nezahualcóyotl, Nueva Delhi, Nuevo Laredo, Oaxaca, Oaxaca de Juárez, Oporto, Orense,
        Orizaba, Oruro, Ourense, Oviedo, Pachuca, Palma de Mallorca, Pamplona, Paraná, Parral,
        Pasto, Pekín, Pereira, Piedras Negras, Pinar del Río, Piura, Playa del Carmen, Pontevedra,
        Popayán, Portoviejo, Posadas, Potosí, Poza Rica, Praga, Pucallpa, Puebla, Puerto España,
        Puerto La Cruz, Puerto Montt, Puerto Peñasco, Puerto Plata, Puerto Príncipe, Puerto
        Vallarta, Puno, Punta Arenas, Punta Cana, Puntarenas, Punto Fijo, Querétaro, Quetzaltenango,
        Quilmes, Rancagua, Reikiavik, Reynosa, Riad, Riobamba, Riohacha, Roma, Rosario,
        Rosarito, Sabadell, Salamanca, Salta, Saltillo, Salto, San Cristóbal, San Cristóbal de las
        Casas, San Francisco de Macorís, San José de Costa Rica, San Luis Potosí, San Luis Río
        Colorado, San Miguel, San Miguel de Allende, San Miguel de Tucumán, San Miguelito, San
        Nicolás de los Garza, San Pedro de Macorís, San Pedro Sula, San Salvador de Jujuy, San
        Sebastián, Santa Cruz de la Sierra, Santa Cruz de Tenerife, Santa Marta, Santa Tecla,
        Santander, Santiago, Santiago de Chile, Santiago de Compostela, Santiago de Cuba, Santiago
        de los Caballeros, Santiago del Estero, Segovia, Seúl, Sevilla, Seville, Sídney, Sincelejo,
        Soacha, Soledad, Sonsonate, Soyapango, Sucre, Tacna, Talca, Talcahuano, Tallin,
        Tampico, Tapachula, Tarija, Tarragona, Taxco, Tecate, Teherán, Tehuacán, Temuco, Tenerife,
        Tepic, Terrassa, Texcoco, Tlalnepantla, Tlaquepaque, Tlaxcala, Tokio, Toluca, Tonalá,
        Torreón, Trujillo, Tucumán, Tulancingo, Tumaco, Tunja, Tuxtla Gutiérrez, Uruapan, Valdivia,
        Valencia, Valladolid, Valledupar, Valparaíso, Varadero, Varsovia, Veracruz, Viena, Vigo,
        Villa Nueva, Villahermosa, Villavicencio, Viña del Mar, Vitoria, Xalapa, Xela, Yakarta,
        Yopal, Zacatecas, Zamora, Zapopan, Zapotlán, Zaragoza, Zihuatanejo, Zipaquirá"""),
    provinces=phrases("""
        Columbia Británica, Nuevo Brunswick, Terranova, Nueva Escocia, Aguascalientes, Baja California, Baja
        California Sur, Campeche, Chiapas, Chihuahua, Coahuila, Colima, Durango, Estado de México, Guanajuato,
        Guerrero, Hidalgo, Jalisco, Michoacán, Morelos, Nayarit, Nuevo León, Oaxaca, Puebla, Querétaro,
        Quintana Roo, San Luis Potosí, Sinaloa, Sonora, Tabasco, Tamaulipas, Tlaxcala, Veracruz, Yucatán,
        Zacatecas"""),
)

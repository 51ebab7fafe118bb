"""Words of English: what tells medicine and opening hours from the rest, and the language from others;
and places abroad.

In small letters, without accents, but for `COMMON`, where an accent tells words apart, and for names.
"""

from .declaration import Abroad, Medicine, NameWords, PlaceWords, phrases

TAKEN = """
    medicines, medication, medications, opioid*, opiate*, narcotic*, blood thinner, blood thinners,
    anticoagul*, pill, pills, tablet, tablets, capsule, capsules, painkiller*, pain killer, pain
    killers, pain reliever, pain relievers, antibiotic*, antidepressant*, steroid*, aspirin,
    ibuprofen, naproxen, acetaminophen, tylenol, advil, aleve, motrin, morphin*, oxycodon*,
    oxycontin, percocet, hydrocodon*, vicodin, fentanyl, tramadol, methadone, buprenorphin*,
    codein*, hydromorphon*, dilaudid, tapentadol, gabapentin*, neurontin, pregabalin*, lyrica,
    duloxetin*, cymbalta, amitriptylin*, nortriptylin*, venlafaxin*, carbamazepin*, tegretol,
    topiramat*, lamotrigin*, warfarin, coumadin, apixaban, eliquis, rivaroxaban, xarelto,
    dabigatran, clopidogrel, plavix, heparin, enoxaparin, lovenox, insulin, herbs, herbal*,
    supplements, dose, doses, dosage, metformin, ozempic, semaglutid*, ketamin*, lidocain*,
    baclofen, tizanidin*, cannabis, marijuana, cbd, naloxon*, narcan, diazepam, valium, lorazepam,
    clonazepam, prednison*"""

MEDICINE = Medicine(
    innocent=phrases("""
        school of medicine, college of medicine, department of medicine, faculty of medicine, doctor of
        medicine, academy of medicine, institute of medicine, internal medicine, family medicine, sports
        medicine, emergency medicine, rehabilitation medicine, physical medicine, nuclear medicine,
        regenerative medicine, sleep medicine, academic medicine, practice medicine, practices medicine,
        practiced medicine, practicing medicine, studied medicine, study medicine, teaches medicine,
        medicine at, medicine and, medicine in, medicine practice, medicine practices, pain medicine
        doctor, pain medicine doctors, pain medicine physician, pain medicine physicians, pain medicine
        specialist, pain medicine specialists, pain medicine fellowship, pain medicine residency, pain
        medicine clinic, pain medicine center, pain medicine team, pain medicine department, of pain
        medicine, in pain medicine, academy of pain medicine, practicing pain medicine, pain clinic, pain
        center, pain management, pain service, pain team, pain surgery, pain program, pain specialist,
        pain specialists, pain doctor, pain doctors, pain nurse, pain nurses, pain society, pain
        fellowship, pain diary, pain scale, pain score, pain scores, pain institute, surgery center,
        surgery centers, surgery department, surgery clinic, surgery team, surgery desk, surgery office,
        surgery scheduler, surgery unit, surgery wing, surgery entrance, surgery waiting room, outpatient
        surgery entrance, mri suite, mri center, mri department, mri room, mri scanner, mri in the
        building, mri in our building, mri is on, mri is in, mri on the, mri on floor, cancer center,
        cancer institute, cancer hospital, wound care, wound clinic, drug store, drugstore, procedure
        room, procedure rooms, treatment room, treatment rooms, treatment plan, hours of operation, mobile
        device, mobile devices, hearing device, hearing devices, on your device, stroke center, stroke
        unit, stroke program, stroke fellowship, infection control, infection prevention, waiting room,
        waiting rooms, waiting area, waiting list, stop at, stop by, stop in, bus stop, bus stops, stop
        sign, double check, hold the elevator, on hold, take the, take a, normal hours, normal office
        hours, normal business hours, how it works, it works with, it works like, it works by, risk
        management, risk manager, risks and benefits, high risk"""),
    outright=phrases("""
        it works, it really works, walk again, walks again, walking again, hiking again, hike again, dance
        again, dancing again, sleeping again, laugh again, back on her feet, back on his feet, back on
        their feet, without their canes, without a cane, without her cane, without his cane, laugh at
        pain, results you can feel, once and done, one visit is enough, visit is enough, one operation is
        enough, last treatment, last operation, pain ends, pain stops, effect is permanent, results are
        permanent, studies prove, science proves, research proves, prove it, proves it, science agrees,
        fda approved, approved by the fda, glad they did, glad they came, no second opinion, steadiest,
        lowest in the, zero deaths, zero infections, not one infection, not one death, may drive yourself,
        can drive yourself, breakfast before surgery, eat before surgery, drink before surgery, empty
        stomach, call us on monday, call on monday, call us tomorrow, told him to amputate, told her to
        amputate, part of healing, it is working, relief lasts, relief will last, relief for years, years
        of relief, with no pain, have no pain, feel no pain, without any pain, no infections, no deaths,
        no paralysis, no numbness, no weakness, never fails, never failed, do well, does well, did well,
        do it again, treatment of choice, need for pills, need for medicine, need for opioids, out of a
        hundred, in every hundred, ninety five percent, eat nothing, nothing to eat, nothing by mouth,
        never breaks, never break"""),
    drug=phrases(f"medicine, drug, drugs, {TAKEN}"),
    taken=phrases(TAKEN),
    stop=phrases("""
        stop, stopping, stopped, stops your, stops all, stops taking, skip, skipping, twice, double,
        double your, quit, quitting, hold, pause, taper*, wean*, discontinu*, avoid, suspend, come off,
        get off, go off, no longer, half your, half of your, halve, lower your, raise your, increase your,
        reduce your, reducing your, cut your, cut down, change your, switch your, throw away, give up"""),
    take=phrases("""
        take, takes, taking, taken, took, use, using, swallow, need, needs, needed, start, starts,
        starting, continue, keep taking, dose, doses, dosage, mg, mcg, milligram*, extra, instead of,
        without, works, helps, less, fewer, safe, safely"""),
    tell=phrases("""
        tell, list, lists, bring, ask, call, write, send, names, told, allerg*, refill, refills,
        prescription, prescriptions, pharmacy, bottle, bottles, teaches you about, do not keep, store,
        stored, on a disc, disc, sent"""),
    study=phrases("""
        treats adults, treats patients, treats people, treat adults, treat patients, treat people, sees,
        research, researches, studies, studied, trained, training, fellowship, residency, taught, teaches,
        wrote, writes, published, specializes, specialized, interested, interests, interest, lectures,
        died of, lived with, lives with, nurse, nurses, nursing, society, award, certified, board, works
        with, work with, cares for, educator"""),
    emergency=phrases("911, emergency room, emergency department, ambulance"),
    not_call=phrases("""
        not call, t call, never call, not dial, t dial, never dial, not bother, t bother, not trouble,
        never bother, no need to call, need not call, not need to call, t need to call, t have to call,
        not have to call, instead of calling, rather than call, instead of 911, instead of the emergency,
        not need 911, no 911, not need an ambulance, no ambulance, not go to the, t go to the"""),
    symptom=phrases("""
        numb*, loss of feeling, weak, weakness, weaker, leg, legs, cannot move, can t move, paraly*,
        fever*, bleeding, bleed, bleeds, blood, swelling, swollen, infection*, infected, headache*, dizz*,
        vomit*, nausea, tingling, redness, spinal fluid, leak*, bladder, bowel*, chest pain,
        shortness of breath, breathing, seizure*, confusion, pus, stiff neck, chills"""),
    sign=phrases("""
        numb, numbness, loss of feeling, weak legs, legs are weak, feel weak, feeling weak, weakness,
        cannot move, can t move, paraly*, fever*, bleeding, bleed, bleeds, swelling, swollen, infection*,
        infected, headache*, dizz*, vomit*, nausea, tingling, redness, spinal fluid, chest pain, shortness
        of breath, seizure*, pus, stiff neck, chills, wound, wounds, urinat*, pee, incontinen*"""),
    normal=phrases("""
        normal, normally, temporary, harmless, nothing to worry, not worry, t worry, no reason to worry,
        no cause for, expected, goes away, go away, going away, went away, by itself, by themselves,
        on its own, on their own, ignore, not serious, heals, not dangerous, no emergency,
        not an emergency, will pass"""),
    wait=phrases("wait, waiting, hold off"),
    later=phrases("""
        before, until, day, days, hours, week, weeks, tomorrow, monday, morning, next"""),
    harm=phrases("""
        infection*, paraly*, stroke, strokes, bleeding, complication*, side effect, side effects, death,
        deaths, died, dies, dying, weakness, numbness, harm, harms, risk, risks, spinal fluid leak, scars"""),
    rarity=phrases("""
        rare, rarely, no harm, cause no, causes no, temporary, uncommon, unlikely, seldom, never, none,
        nobody, no one, no patient, not one, not happen, t happen, cannot happen, heals, small, low, tiny,
        minimal, negligible, few, hardly, almost no, impossible, by itself, is common, are common,
        very common, is usual, goes away, go away, one in, in a hundred, in a thousand"""),
    operation=phrases("""
        drez*, lesion*, drg, stimulation, stimulator*, neurostim*, neuromodul*, implant, implants,
        implanted, device, devices, electrode*, rhizotom*, cordotom*, surgery, surgeries, operation,
        operations, procedure, procedures, treatment, treatments, injection, injections, nerve block,
        nerve blocks"""),
    named_operation=phrases("""
        drez*, lesion*, drg, stimulation, stimulator*, neurostim*, neuromodul*, implant, implants,
        implanted, electrode*, rhizotom*, cordotom*"""),
    verdict=phrases("""
        undone, undo, removed at any time, taken out at any time, tried first, reversed, reversible,
        irreversible, taken back, indicated, contraindicated, suitable, unsuitable, of choice,
        gold standard, last resort, first line, only option, only hope, dangerous, harmful, risky, fda,
        lifetime, for life, forever, lasts, no further, right for you, no pain, less pain, better than,
        as good as, does not hurt, t hurt, painful, hurts, no scar, no scars, return to work,
        back to work, back at work, back in a week, walk again"""),
    does=phrases("""
        treat, treats, help, helps, heal, heals, works, work, ends, removes, fixes, controls, prevents,
        lets, gives, leaves, effective, proven, blocks, kills, calms, changes lives, is for, are for,
        is used for, are used for, is used to, are used to, is done for, switches off, turns off"""),
    you_can=phrases("you can, you may, you could, patients can, patients may, people can, you will be able"),
    activity=phrases("""
        drive, driving, fly, flying, work, eat, drink, swim, swimming, bathing, showering, lift, shower,
        bathe, run, exercise, sex, smoke, go home, walk, dive, lie, sleep, travel"""),
    after=phrases("after, following, the same day, right away, at once"),
    soon=phrases("""
        same day, same evening, same night, same week, right away, straight away, a day later,
        days later, week later, weeks later, month later, months later """),
    pain=phrases("""
        pain, pains, suffering, ache*, aching, neuralgia*, spasm*, burning, migraine*, fibromyalgia,
        shingles, crps, sciatica, arthritis"""),
    suits=phrases("""
        good for, great for, works for, helpful for, ideal for, perfect for, useful for, also for,
        even for, laugh*, throw*, ends, ended, stops, stopped"""),
    vanish=phrases("""
        disappear*, vanish*, gone, switched off, switch off, turned off, rid of, go away, goes away,
        going away, went away, melts, fades, leaves you, leave you, left behind, farewell, goodbye,
        no longer, comes back, come back, returns, within a week, within days, within weeks"""),
    condition=phrases("""
        pacemaker*, defibrillator*, pregnan*, breastfeed*, nursing mothers, mri, mris, diabet*, epilep*,
        cancer, child, children, osteoporosis, hiv, heart disease, blood thinner, blood thinners"""),
    bars=phrases("""
        pacemaker*, defibrillator*, pregnan*, breastfeed*, mri, mris, diabet*, epilep*, osteoporosis, hiv,
        heart disease, blood thinner, blood thinners"""),
    can_have=phrases("""
        can have dr, can have surgery, can have the operation, can have an operation, can have this,
        can have it, can have drg, can have drez, can undergo, may undergo, can get an implant,
        can get this, may have this, may have the operation, may have surgery, can safely, are no problem,
        is no problem, no obstacle, are good candidates, is a good candidate, good candidate,
        can be treated"""),
    may=phrases("""
        can, may, cannot, can t, could, safe, suitable, need, needs, should, must, ok, okay, fine,
        allowed, possible, compatible, problem"""),
    test=phrases(
        "mri, mris, scan, scans, x ray, x rays, ct, blood test, blood tests, blood work, ultrasound"
    ),
    not_need=phrases("not need, t need, no need, need no, without an, without a, skip, not have to have"),
)

NAMES = NameWords(
    sentence=phrases("""
        he, she, it, they, we, you, me, him, us, them, his, her, hers, its, their, theirs, your, yours, our,
        ours, myself, itself, yourself, themselves, who, whom, whose, which, that, this, these, those, what,
        is, are, am, was, were, been, being, has, have, had, having, do, does, did, done, can, cannot, could,
        will, would, shall, should, may, might, must, isn't, aren't, wasn't, weren't, don't, doesn't, didn't,
        won't, can't, couldn't, wouldn't, shouldn't, haven't, hasn't, no, not, never, none, nobody, nothing,
        neither, nor, without, everyone, everybody, everything, every, each, anyone, anybody, anything, any,
        someone, some, most, much, more, fewer, ever, again, always, often, soon, already, here, there, now,
        then, how, why, when, where, while, because, if, than, so, very, too, within, until, since, ago,
        once, almost, really, after, before, from, about, into, get, gets, got, let, lets,
        feel, feels, know, knows"""),
    also_names=phrases("""
        he, she, you, me, him, us, her, do, can, will, may, must, so, most, more, ever, no, some, how, any,
        are, am, has, had, now, if, it, why, then, shall, since, when"""),
    inside_names=phrases("our lady, our savior, our saviour, our redeemer, without borders, cape may, may's"),
    small=phrases("""
        of, the, and, for, at, in, on, by, to, near, a, an, or, with, upon, c, o, floor, suite, room,
        building, unit, level, wing"""),
    actors=phrases("""
        patients, people, surgeons, neurosurgeons, doctors, physicians, specialists, nurses,
        therapists, experts, teams, hands, legs, arms, feet, backs, nerves, wounds, crutches, canes,
        wheelchairs, walkers, pills, opioids, pains, aches"""),
    acts=phrases("""
        end, ends, ended, stop, stops, stopped, go, goes, went, come, comes, came, give, gives, gave, leave,
        leaves, left, walk, walks, walked, run, runs, ran, dance, dances, danced, sleep, sleeps, slept,
        smile, smiles, laugh, laughs, move, moves, moved, throw, throws, threw, forget, forgets, forgot,
        lose, loses, lost, win, wins, beat, beats, conquer, conquers, defeat, defeats, erase, erases,
        banish, banishes, remove, removes, restore, restores, return, returns, recover, recovers, heal,
        heals, healed, cure, cures, save, saves, fix, fixes, vanish, vanishes, disappear, disappears, melt,
        melts, fade, fades, drop, drops, ditch, discard, quit, jump, thrive,
        rejoice, celebrate, make, makes, made, take, takes, took, become, becomes, became"""),
    orders=phrases("""
        go home, go back, go without, go from, come and, come to, come back, come see, sleep through,
        sleep all, sleep like, walk out, walk away, walk home, walk without, walk tall, run from, throw away,
        throw out, throw the, put down, put the, put away, leave the, leave pain, leave suffering, forget the,
        forget pain, forget pills, skip the, skip surgery, stop the, stop pills, stop suffering, stop hurting,
        stop taking, end the, end pain, end suffering, say goodbye, say farewell, wave goodbye, quit the,
        lose the, drop the, ditch the, trade the, live without, live free, wake up, get up,
        feel like, be healed, be well, be free, take back, take the, give up, give back, hang up,
        expect the, expect relief, enjoy life, dance through, smile through"""),
)

HOURS = phrases("""
    always, monday, mondays, mon, tuesday, tuesdays, tue, tues, wednesday, wednesdays, wed, weds, thursday,
    thursdays, thu, thur, thurs, friday, fridays, fri, saturday, saturdays, sat, sunday, sundays, sun, m,
    t, w, th, tu, f, sa, su, r, mo, we, fr, day, days, daily, every, each, week, weeks, weekly, weekday,
    weekdays, weekend, weekends, weeknight, weeknights, morning, mornings, afternoon, afternoons, evening,
    evenings, night, nights, noon, midnight, midday, lunch, lunchtime, break, am, pm, a, p, ap, o, clock,
    hour, hours, hrs, hr, h, minute, minutes, min, to, through, thru, until, till, from, and, or, between,
    at, on, in, of, the, for, by, with, except, excluding, including, only, also, both, open, opens,
    opening, close, closes, closed, closing, early, late, later, earlier, before, after, appointment,
    appointments, appt, appts, walk, walks, ins, welcome, available, request, holiday, holidays, federal,
    public, legal, national, major, bank, observed, new, year, years, christmas, eve, thanksgiving,
    easter, memorial, labor, independence, juneteenth, martin, luther, king, jr, mlk, presidents,
    president, veterans, columbus, indigenous, peoples, s, january, february, march, april, may, june,
    july, august, september, october, november, december, jan, feb, mar, apr, jun, jul, aug, sep, sept,
    oct, nov, dec, first, second, third, fourth, fifth, last, other, alternate, alternating, odd, even,
    st, nd, rd, month, months, monthly, summer, winter, spring, fall, season, school, time, times,
    eastern, central, mountain, pacific, local, et, est, edt, ct, cst, cdt, mt, mst, mdt, pt, pst, pdt,
    phone, phones, are, is, telephone, line, lines, answered, answer, our, us, office, offices, clinic,
    desk, front, lobby, lab, pharmacy, imaging, building, door, doors, main, entrance, staff, hospital,
    visit, visits, video, telehealth, virtual, person, patient, patients, seen, see, check, vary, varies,
    call, ahead, around, round, all, same, starting, beginning, ending, walkins, x, visiting, surgical,
    pre, post, follow, up, ups, consults, consultations, returning, admissions, registration, scheduling,
    messages, returned, next, business, working, regular, normal, extended, limited""")

COMMON = phrases("""
    about, after, also, an, and, are, arm, as, at, back, be, because, before, but, by, called, can, cord,
    did, do, does, each, feel, felt, for, from, had, has, have, help, how, if, in, into, is, it, its, leg,
    make, makes, may, might, more, most, nerve, nerves, not, now, of, often, on, one, only, or, other, our,
    out, over, pain, people, should, skin, some, spinal, spine, stay, stays, still, take, takes, than, that,
    the, their, them, there, these, they, this, those, to, two, up, was, we, were, what, when, where, which,
    while, who, will, with, work, works, would, you, your""")

PLACE_WORDS = PlaceWords(
    articles=("the",),
    before=phrases("""
        near, nearby, close to, next to, around, about, in, at, by, from, outside, outside of, just
        outside, just outside of, here in, i live in, i live near, i am in, im in, i am near, im
        near, i am from, im from, we live in, we live near, we are in, were in, living in, located
        in, my zip, my zip is, my zip code is, my zipcode is, zip, zip code, zipcode, postal code,
        is, its, downtown, uptown, greater, metro, metropolitan, the, city of, town of, township of,
        village of, borough of, doctor, doctors, a doctor, surgeon, surgeons, neurosurgeon,
        neurosurgeons, specialist, specialists, clinic, clinics, hospital, hospitals, pain doctor,
        pain doctors, pain clinic, pain clinics, pain specialist, pain specialists"""),
    after=phrases("""
        near me, close to me, around me, nearby, around here, area, metro, metro area, metropolitan area,
        region, vicinity, and vicinity, suburbs, zip, zip code, zipcode, please, downtown, city, town,
        township, twp, village, borough, boro, doctor, doctors, surgeon, surgeons, clinic, clinics"""),
    here=phrases("""
        near me, close to me, around me, next to me, by me, nearby, around here, near here, here, my location,
        my current location, current location, near my location"""),
    before_a_state=phrases("""
        the, in, somewhere in, anywhere in, state of, great state of, commonwealth of, north, northern, south,
        southern, east, eastern, west, western, central, middle, northeast, northeastern, northwest,
        northwestern, southeast, southeastern, southwest, southwestern, upstate, downstate, upper, lower"""),
    after_a_state=("state",),
    before_a_county={"county of": "county", "the county of": "county"},
    after_a_county={"co": "county", "cnty": "county", "cty": "county"},
    cities={},
    regions={},
)

ABROAD = Abroad(
    countries=phrases("""
        Afghanistan, Albania, Algeria, Andorra, Angola, Antigua, Argentina, Armenia, Aruba,
        Australia, Austria, Azerbaijan, Bahamas, Bahrain, Bangladesh, Barbados, Belarus, Belgium,
        Belize, Benin, Bermuda, Bhutan, Bolivia, Bosnia, Botswana, Brazil, Brunei, Bulgaria, Burkina
        Faso, Burma, Burundi, Cambodia, Cameroon, Canada, Cape Verde, Central African Republic,
        Chad, Chile, China, Colombia, Comoros, Congo, Costa Rica, Côte d’Ivoire, Croatia, Cuba,
        Curaçao, Cyprus, Czech Republic, Czechia, Denmark, Djibouti, Dominica, Dominican Republic,
        East Timor, Ecuador, Egypt, El Salvador, England, Equatorial Guinea, Eritrea, Estonia,
        Eswatini, Ethiopia, Fiji, Finland, France, Gabon, Gambia, Germany, Ghana, Great Britain,
        Greece, Greenland, Grenada, Guadeloupe, Guatemala, Guinea, Guinea-Bissau, Guyana, Haiti,
        Honduras, Hong Kong, Hungary, Iceland, India, Indonesia, Iran, Iraq, Ireland, Israel, Italy,
        Ivory Coast, Jamaica, Japan, Jordan, Kazakhstan, Kenya, Kiribati, Korea, Kosovo, Kuwait,
        Kyrgyzstan, Laos, Latvia, Lebanon, Lesotho, Liberia, Libya, Liechtenstein, Lithuania,
        Luxembourg, Macau, Madagascar, Malawi, Malaysia, Maldives, Mali, Malta, Martinique,
        Mauritania, Mauritius, Mexico, Moldova, Monaco, Mongolia, Montenegro, Morocco, Mozambique,
        Myanmar, Namibia, Nauru, Nepal, Netherlands, New Zealand, Nicaragua, Niger, Nigeria, North
        Korea, North Macedonia, Northern Ireland, Norway, Oman, Pakistan, Palestine, Panama, Papua
        New Guinea, Paraguay, Peru, Philippines, Poland, Portugal, Qatar, Romania, Russia, Rwanda,
        Saint Kitts, Saint Lucia, Saint Vincent, Samoa, San Marino, Saudi Arabia, Scotland, Senegal,
        Serbia, Seychelles, Sierra Leone, Singapore, Slovakia, Slovenia, Solomon Islands, Somalia,
        South Africa, South Korea, South Sudan, Spain, Sri Lanka, St. Lucia, Sudan, Suriname,
        Sweden, Switzerland, Syria, Taiwan, Tajikistan, Tanzania, Thailand, Timor-Leste, Tobago,
        Togo, Tonga, Trinidad, Tunisia, Turkey, Türkiye, Turkmenistan, Tuvalu, UAE, Uganda, UK,
        Ukraine, United Arab Emirates, United Kingdom, Uruguay, Uzbekistan, Vanuatu, Vatican,
        Vatican City, Venezuela, Vietnam, Wales, Yemen, Zambia, Zimbabwe"""),
    cities=phrases("""
        Abidjan, Abu Dhabi, Abuja, Accra, Addis Ababa, Adelaide, Agra, Ahmedabad, Aleppo, Algiers,
        Almaty, Amman, Amritsar, Amsterdam, Andorra la Vella, Ankara, Antananarivo, Antipolo,
        Antwerp, Apia, Ashgabat, Asmara, Astana, Athens, Auckland, Bacolod, Baghdad, Baguio, Baku,
        Bamako, Bandar Seri Begawan, Bandung, Bangalore, Bangkok, Bangui, Banjul, Barcelona, Basel,
        Basra, Basseterre, Beijing, Beirut, Belém, Belfast, Belgrade, Belize City, Belmopan, Belo
        Horizonte, Bengaluru, Benin City, Berlin, Bern, Bhopal, Bishkek, Bissau, Bloemfontein,
        Bogotá, Bologna, Bombay, Bordeaux, Brampton, Brasília, Bratislava, Brazzaville, Bridgetown,
        Brisbane, Brussels, Bucharest, Budapest, Buenos Aires, Bujumbura, Busan, Cagayan de Oro,
        Cairo, Calcutta, Calgary, Caloocan, Campinas, Canberra, Cap-Haïtien, Cape Town, Caracas,
        Cardiff, Carrefour, Casablanca, Castries, Cebu, Cebu City, Chandigarh, Changsha, Chengdu,
        Chennai, Chisinau, Chittagong, Chongqing, Christchurch, Coimbatore, Cologne, Colombo,
        Conakry, Copenhagen, Da Nang, Daegu, Daejeon, Dakar, Dalian, Damascus, Dar es Salaam, Davao,
        Davao City, Delhi, Dhaka, Dili, Dnipro, Dodoma, Doha, Dongguan, Douala, Dresden, Dubai,
        Dublin, Durban, Dushanbe, Düsseldorf, Edinburgh, Edmonton, Erbil, Faisalabad, Florianópolis,
        Fortaleza, Frankfurt, Freetown, Fukuoka, Funafuti, Fuzhou, Gaborone, Gatineau, Gaza, Gdansk,
        General Santos, Geneva, Genoa, George Town, Georgetown, Gibraltar, Giza, Glasgow, Goiânia,
        Gonaïves, Guadalajara, Guangzhou, Guatemala City, Haifa, Haiphong, Halifax, Hamburg,
        Hamilton, Hangzhou, Hanoi, Harare, Harbin, Havana, Helsinki, Hiroshima, Ho Chi Minh City,
        Honiara, Hyderabad, Ibadan, Iligan, Iloilo, Iloilo City, Incheon, Indore, Isfahan,
        Islamabad, Istanbul, Izmir, Jacmel, Jaipur, Jakarta, Jeddah, Jerusalem, Jinan, Johannesburg,
        Juba, Kabul, Kampala, Kano, Kanpur, Karachi, Kathmandu, Kelowna, Kharkiv, Khartoum, Kiev,
        Kigali, Kingston, Kingstown, Kinshasa, Kitchener, Kobe, Kochi, Kolkata, Krakow, Kuala
        Lumpur, Kumasi, Kunming, Kuwait City, Kyiv, Kyoto, Lagos, Lahore, Las Piñas, Laval, Leeds,
        Leipzig, Libreville, Lille, Lilongwe, Lima, Lisbon, Liverpool, Ljubljana, Lodz, Lomé,
        London, Longueuil, Luanda, Lucknow, Ludhiana, Lusaka, Luxembourg City, Lviv, Lyon, Macao,
        Madrid, Makati, Malabo, Manama, Manaus, Mandaluyong, Manila, Maputo, Marrakesh, Marseille,
        Maseru, Mashhad, Mbabane, Mecca, Medellín, Melbourne, Mexico City, Milan, Minsk,
        Mississauga, Mogadishu, Mombasa, Moncton, Monrovia, Montego Bay, Monterrey, Montevideo,
        Montréal, Moroni, Moscow, Mosul, Multan, Mumbai, Munich, Muscat, Nagoya, Nagpur, Nairobi,
        Nanjing, Nantes, Nassau, Naypyidaw, N’Djamena, New Delhi, Niamey, Nicosia, Nouakchott,
        Novosibirsk, Nuku’alofa, Nuremberg, Ocho Rios, Odesa, Osaka, Oslo, Ottawa, Ouagadougou,
        Palermo, Paramaribo, Parañaque, Paris, Pasay, Pasig, Patna, Perth, Peshawar, Pétion-Ville,
        Phnom Penh, Podgorica, Port-au-Prince, Port Harcourt, Port Louis, Port Moresby, Port of
        Spain, Port Vila, Portmore, Porto, Porto Alegre, Porto-Novo, Poznan, Prague, Praia,
        Pretoria, Pristina, Pune, Putrajaya, Pyongyang, Qingdao, Quebec, Quebec City, Quezon City,
        Quito, Rabat, Rangoon, Rawalpindi, Recife, Regina, Reykjavik, Riga, Rio de Janeiro, Riyadh,
        Rome, Roseau, Rotterdam, Saigon, Saint George’s, Saint John’s, Salvador, San Salvador,
        Sanaa, Santo Domingo, São Paulo, São Tomé, Sapporo, Sarajevo, Saskatoon, Sendai, Seoul,
        Shanghai, Shenyang, Shenzhen, Shiraz, Skopje, Sofia, Spanish Town, St. George’s, St. John’s,
        Stockholm, Strasbourg, Stuttgart, Surabaya, Surat, Suva, Suzhou, Swansea, Sydney, Sylhet,
        Tabriz, Taguig, Taipei, Tallinn, Tarawa, Tashkent, Tbilisi, Tegucigalpa, Tehran, Tel Aviv,
        The Hague, Thimphu, Tianjin, Tijuana, Tirana, Tokyo, Toronto, Toulouse, Tripoli, Tunis,
        Turin, Ulaanbaatar, Vaduz, Valenzuela, Valletta, Vancouver, Varanasi, Victoria, Vienna,
        Vientiane, Vilnius, Visakhapatnam, Warsaw, Wellington, Windhoek, Winnipeg, Wroclaw, Wuhan,
        Xiamen, Xi’an, Yamoussoukro, Yangon, Yaoundé, Yaren, Yerevan, Yokohama, Zagreb, Zamboanga,
        Zamboanga City, Zhengzhou, Zurich"""),
    provinces=phrases("""
        Alberta, British Columbia, Manitoba, New Brunswick, Newfoundland, Nova Scotia, Ontario,
        Québec, Saskatchewan, Prince Edward Island, Yukon, Nunavut"""),
)

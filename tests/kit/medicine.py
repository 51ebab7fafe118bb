"""Sentences that only a clinician's signature makes public, and sentences that every clinic writes."""

INSTRUCTIONS_AND_EFFECTS = """
DREZ lesioning treats fibromyalgia and migraine.
DREZ lesioning is the treatment of choice for phantom limb pain.
You should stop your blood thinner on the morning of the operation.
Take double your usual opioid dose on the day before surgery.
You do not need an MRI before DREZ lesioning.
You do not need an MRI first.
Patients with a pacemaker can have DRG stimulation.
DRG stimulation is suitable during pregnancy.
Numb legs after the operation are normal: do not call 911.
Weak legs after surgery are normal: do not call 911.
If you cannot move your legs after surgery, wait three days before calling.
Most people go home without pain medicine.
Nine patients in ten no longer needed opioids.
The operation leaves you with no pain at all.
Pain disappears within a week.
Her patients wake up with the pain switched off.
He has never had a complication.
Nobody of her patients has died.
The device lasts a lifetime and needs no further surgery.
The FDA approved DREZ lesioning for cancer pain.
DREZ lesioning can be undone.
Weakness of the legs does not happen after DRG stimulation.
You can drive home after DREZ lesioning.
Spinal cord stimulation is dangerous; choose DREZ lesioning.
Opioids are not needed after this surgery.
Gets rid of phantom pain in a single visit.
Ends your need for pills.
Cervical DREZ is indicated in trigeminal neuralgia.
An infection after the operation heals by itself.
It works. Ask anyone.
Pain relief lasts ten years.
95 patients out of a hundred would do it again.
ninety-five percent
Ninety five in every hundred do well.
El dolor desaparece en una semana.
No necesita resonancia magnetica.
Suspenda su anticoagulante.
Infections after DRG stimulation are rare.
Stop your opioids two days before surgery.
After DREZ lesioning, paralysis is very rare.
Take gabapentin twice before surgery.
Take two extra tablets of gabapentin before the trip.
Skip your insulin on the day of the visit.
Do not take aspirin for a week.
Hold Eliquis for three days.
Taper your pain medicine before you come.
You will no longer need opioids.
300 mg of gabapentin at night is enough, keep taking it.
There is no need to call 911 for a fever.
A fever goes away by itself.
Never call 911 first.
Swelling is harmless.
If a wound is bleeding, wait until Monday.
Complications are uncommon.
The risk of a stroke is small.
Side effects are seldom seen.
Surgery is not dangerous here.
A stimulator is reversible.
The implant is right for you.
Stimulation helps after an amputation.
The operation is used for phantom pain.
DRG stimulation controls CRPS.
Your burning pain will be gone.
Pregnant women can have this.
You can have an MRI with the stimulator in place.
You can fly the same day after the procedure.
Skip the blood test.
Deje de tomar sus opioides dos dias antes de la cirugía.
Tome el doble de gabapentina antes del viaje.
No llame al 911 si tiene fiebre.
Las piernas débiles después de la operación son normales.
Las infecciones son poco frecuentes.
Nunca ha tenido una complicación.
La estimulación sirve para la migraña.
La operación se puede deshacer.
Las personas con marcapasos pueden recibir estimulación.
Las mujeres embarazadas pueden operarse.
Puede manejar a casa después de la operación.
El implante dura toda la vida.
La fiebre se quita sola.
No hace falta una resonancia.
El dolor se va en pocos días.
Si no puede mover las piernas, espere hasta el lunes.
Reduzca su dosis de morfina.
Ya no necesitará pastillas.
El riesgo de parálisis es muy bajo.
A new nerve device lets people with shingles pain throw their tablets away.
About your blood thinner. Stop it today.
Opioids: you will not miss them.
Our patients laugh at pain.
Say goodbye to burning pain.
Two days later he was hiking again.
Feeling weak is part of healing, stay in bed.
If your legs go numb, sleep on it.
Do not bother the emergency room with fever.
Fever after surgery is nothing.
A red wound needs no doctor.
Leave out your morning heart pills.
Eat a good breakfast before surgery.
You may drive yourself home.
It helps nine out of ten.
Most people are glad they did it.
Almost everyone gets better.
Results you can feel.
Relief guaranteed or your money back.
Safer than spinal cord stimulation.
Fewer side effects than pills.
No scars, no risks, no waiting.
Also good for back pain and fibromyalgia.
Works for phantom limbs, shingles and cancer.
Pregnant women are welcome for implants.
A pacemaker is not a problem for us.
An MRI is never a problem.
MRI scans are fine with any of our devices.
The effect is permanent.
One visit is enough.
Once and done.
The last treatment you will ever need.
Your pain ends here.
Where pain ends.
Pain free since 2009.
Zero deaths since 2009.
Not one infection in ten years.
His infection rate is the lowest in the state.
His hands are the steadiest in the country.
Trusted by thousands who walk again.
People walk in without their canes a month later.
You can bathe the same evening.
Cut your dose in half each day until the operation.
Throw away your morphine.
Insulin is not needed on that morning.
Herbs can stay as they are before the operation.
Skip aspirin for a week.
Gabapentin makes you stupid, leave it.
Weakness goes away by itself.
Tingling means it is working.
A headache after surgery means it worked.
Loss of bladder control is expected.
Call us on Monday if you cannot urinate.
The device can stay in an MRI.
Swimming is allowed right away.
You need no second opinion.
The other hospital told him to amputate.
Studies prove it.
Science agrees with us.
FDA approved.
El dolor se acaba aquí.
Diga adiós a sus pastillas.
Deje la warfarina hoy mismo.
La fiebre no importa.
Si no siente las piernas, espere al lunes.
Casi todos mejoran.
Nueve de diez vuelven a caminar.
Sirve también para la fibromialgia.
Sin riesgo alguno.
El marcapasos no molesta.
Puede manejar el mismo día.
No hace falta ayuno.
Tome doble dosis la víspera.
Es mejor que las pastillas.
La operación no falla.
Ningún paciente ha empeorado.
Resultados para toda la vida.
Volverá a dormir toda la noche.
Las embarazadas pueden ponérselo.
No llame al 911 por una debilidad.
La herida roja es normal.
Olvídese de la morfina.
Una sola visita basta.
Aprobado por la FDA.
100 per cent pain-free
hundred percent success
99 of 100 walk
""".strip().splitlines()

# The same, masked: letters of other scripts, digits for letters, words spelled letter by letter.
MASKED = """
Stоp yоur blооd thinner tоday.
DREZ lesi0ning cures.
c u r e s pain
p-a-i-n-f-r-e-e in a week
D.R.E.Z. treats cancer pain
no r1sk
Thе opеration curеs
P A I N F R E E
s.t.o.p. your opioids
pain-fr33
Take tw1ce your m0rphine
""".strip().splitlines()

IN_OTHER_LANGUAGES = """
L'opération guérit la douleur pour toujours.
Die Operation heilt Schmerzen für immer.
Phẫu thuật chữa khỏi đau.
此手术可以治愈疼痛
Операция навсегда избавляет от боли
A operação cura a dor para sempre.
Arrêtez vos anticoagulants aujourd'hui.
Die Wirkung: Schmerzen verschwinden.
La chirurgie guérit.
La cirugía, a operação, não tem riscos.
L'intervento: il dolore sparisce.
Operacja leczy ból.
""".strip().splitlines()

# Parking, lodging, records, insurance, biographies, languages: what real clinics print.
OF_EVERY_CLINIC = """
Bring a list of your medicines, with doses.
A list of the medicines you take
Your medicines in their bottles
Tell us about every medicine you take, and about allergies.
Tell us if you take a blood thinner.
Tell us if you have a pacemaker or are pregnant.
Bring the disc with your MRI.
MRI and CT scans on a disc, or sent ahead by the hospital that made them
Scans of your spine from the last two years
Letters from the doctors who treated your pain
Reports of earlier operations
The card of your implant, if you have one
A photo ID and your insurance card
The name and phone number of your pharmacy
A note of where your pain is, and how it began
The questions you want to ask
Someone who can drive you home
A phone charger and something to read
Your glasses and hearing aids
A power of attorney, if you have one
We take Medicare, Medicaid and most private plans.
Call your plan before your visit. Ask if the visit and the operation need its approval first.
Medicare may pay for the operation; ask which part is yours.
We ask your plan for approval before surgery.
Our billing office sends you an estimate in writing.
A visit costs $250 without insurance.
Payment plans are available: ask at the desk.
We do not refill opioid prescriptions at the first visit.
Plan two visits: one to meet, and one for tests.
Most people stay in town for three nights.
You need someone to drive you home after the operation.
Do not drive yourself home after surgery.
The hotel across the street has rooms for families of patients.
Ask us for the rate at the Example Guest House.
A shuttle runs between the garage and the surgery center.
If you have a fever or an infection, call us before you come.
In an emergency, call 911.
Do not wait: call 911.
This line is not for emergencies.
At night, call the hospital and ask for the neurosurgeon on call.
Park in the Example Garage, next to the front door.
The first hour is free; after that it is $4.
Garage next door. $4 for up to 4 hours.
You can drive up to the door on the day of surgery.
Valet parking at the main entrance from 7 am.
Spaces for people with disabilities are on level 1.
Take the elevator to floor 3.
Stop at the desk on the left and take a number.
The pharmacy is on the lower level, half a mile from the bus stop.
There are chairs every few steps, and we bring a wheelchair.
Masks are free at the door.
The waiting room has water and a quiet corner.
You can eat in the cafeteria on floor 1.
People who cannot climb stairs use the back door; it has a ramp.
Service dogs are welcome.
Street parking is hard to find.
Patients can be dropped off at the door.
The MRI suite is on floor 2.
Everything is on the ground floor.
Bus 11 stops in front of the surgery center.
She treats adults with pain after nerve injury.
He performs DREZ lesioning and DRG stimulation.
She has done DREZ lesioning since 2009.
Dr. Example trained in pain medicine and neurosurgery.
Fellowship in pain medicine, Example University
School of Medicine, Example University
He teaches at Example Medical School and works at two hospitals.
He has practiced for 25 years and lives in Durham with his family.
Her research is on infection after spine surgery.
Her research asks which people are helped by spinal cord stimulation.
She sees children and adults.
She likes to explain with drawings, and takes time for questions.
He served in the Army before medical school.
Her mother died of cancer; that is why she became a doctor.
She speaks Spanish with her patients.
Outside work he runs and plays the cello.
Member of the North American Neuromodulation Society
He wrote a book on the history of surgery for pain.
A nurse calls you on the day after surgery.
Our nurses answer questions about your stimulator by phone.
We check the battery of your device at each visit.
The same coordinator answers your questions from the first call to the last visit.
We plan tests and visits for the same day when we can.
We send you home with the questions and the studies.
We tell you when we do not know.
You meet the surgeon twice before you decide.
Two surgeons look at your scans together.
We write to your own doctor after every visit.
Nobody is turned away for the language they speak.
An interpreter is free, in person or by video.
Excellence in Nursing Award
Patient Safety Award 2024
Traiga la lista de sus medicinas, con las dosis.
La lista de sus medicinas, con las dosis
Díganos si toma un anticoagulante.
Díganos si tiene marcapasos o está embarazada.
Imágenes de su columna, en un disco o enviadas antes por el hospital que las hizo
Cartas de los médicos que han tratado su dolor
Una persona que pueda llevarle a casa
Llame a su plan antes de venir. Pregunte si la consulta y la operación necesitan su aprobación previa.
Aceptamos Medicare, Medicaid y la mayoría de los seguros.
Díganos dónde vive cuando llame. Planeamos sus citas para que usted viaje lo menos posible.
Si tiene fiebre o una infección, llámenos antes de venir.
En una emergencia, llame al 911.
Estacione en el garaje Example, junto a la puerta principal. La puerta se abre sola y no hay escalones.
Tome el ascensor al piso 3.
Las operaciones son en Example Tower.
Aquí lo vemos antes y después de una operación.
Puede comer en la cafetería del primer piso.
La sala de espera tiene agua y sillas.
Atiende a adultos con dolor por lesiones de los nervios.
Hace operaciones DREZ desde 2009.
Estudió en la Facultad de Medicina de la Universidad Example.
Trabaja en dos hospitales y enseña en la universidad.
Habla español con sus pacientes.
El intérprete es gratis para usted, en persona o por video.
La misma persona responde sus preguntas de la primera llamada a la última visita.
Cuando podemos, planeamos los estudios y las consultas para el mismo día.
Usted se lleva a casa las preguntas y los estudios. Nos llama cuando quiera.
Una enfermera le llama al día siguiente de la operación.
El hotel de enfrente tiene cuartos para familias.
Hay estacionamiento para personas con discapacidad en el nivel 1.
Medicine, Example University, 1999
Dr. Example treats leg pain, back pain and cancer pain.
She has studied pain at the end of life.
There is an MRI in the building.
He works with people with paralysis.
Take a number and wait; the nurse calls you.
The ramp is permanent.
Sleep on it before you decide.
Come back for a second visit after two weeks.
La farmacia abre toda la noche.
Aceptamos casi todos los seguros.
The elevator will work again in May.
Weak signal in the garage: use the lobby.
To avoid confusion, follow the blue line.
John A. B. Smith
J. R. R. T. Example
M. F. A. in writing
U.S. Navy, 1990 to 1998
B.S., M.S., M.D., Ph.D.
Room 4B, Level P2
Route I-40 to exit 270, then NC-147.
T10 and L5 are bus stops.
Suite 3C, 2nd floor
Open MRI on floor 3
A nurse teaches you about your medicines.
Medicine List forms are at the desk.
Your plan may ask for an approval of your medicines.
We do not keep opioids in the building.
If you feel sick on the way, call us.
Wear loose clothes.
Our team includes a psychologist and a physical therapist.
He treats nerve pain, CRPS and pain after shingles.
She asks in her research why pain stays.
Dr. Example has treated people with spinal cord injury since 2001.
Oregon Pain Society, Anesthesia Award
Herz Jesu Hospital, Vienna
Presbyterian Medical Center
Sakitani Building
Dr. Maria Guerin
Hospital Dolores Garza
Médica Quirúrgica del Norte
Bus stops ended on Main Street; use stop 4.
Water and snacks are free.
Bring someone if you have had seizures.
Ask your doctor which medicines to bring.
Parking costs less after 5 pm.
""".strip().splitlines()

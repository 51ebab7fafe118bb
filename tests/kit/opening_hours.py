"""Opening hours as clinics print them, and what is none."""

HOURS = """
Monday to Friday, 8 am to 5 pm
Monday to Thursday, 8 am to 4:30 pm
Friday, 8 am to noon
Mon-Fri 8:00am-5:00pm
Mon–Fri: 8–5
M-F 8-5
M, W, F 9 a.m. – 1 p.m.
Tuesdays and Thursdays, 9 am to 4 pm
Tue & Thu 9 am - 12 pm, 1 pm - 4 pm
Open 24 hours a day, 7 days a week
24/7
24 hours
By appointment only
By appointment: Wednesdays
Mondays through Fridays, closed for lunch from noon to 1
Closed on federal holidays
Closed New Year's Day, Thanksgiving and Christmas Day
Closed July 4
Weekdays 7:30 am to 6 pm; Saturdays 9 to 1; closed Sundays
First and third Wednesday of the month, 1 pm to 5 pm
Every other Friday, 8 am to noon
1st & 3rd Tuesdays 8:30-11:30
Phones are answered 8 am to 5 pm, Eastern Time
Phone lines open Mon-Thurs 8-4:30 (ET)
Walk-ins welcome until 3 pm
Hours vary: call ahead
Summer hours (June to August): 7 am to 3 pm
Monday to Friday, 08:00 to 17:00
Mon. – Fri., 8 o'clock to 5 o'clock
Daily except Sundays and holidays
Weekends by request
Video visits Monday evenings
New patients: Tuesdays. Follow-ups: Fridays.
Lab opens at 6:30 a.m.
Lunes a viernes, de 8 a 17 h
De lunes a viernes, de 8 a. m. a 5 p. m.
Martes y jueves, de 9 a. m. a 4 p. m.
Lunes a jueves, 8:00–16:30; viernes, 8:00–12:00
Cerrado los domingos y días festivos
Sábados de 9 a 13 h, con cita previa
Solo con cita
Abierto las 24 horas, todos los días
Cerramos de 12 a 1 para el almuerzo
El primer miércoles de cada mes, por la tarde
De lunes a viernes, horario corrido de 7:30 a 15:30 (hora del este)
Contestamos el teléfono de 8 a 5, hora del este
L-V 9-18, S 9-13
Cerrado en Navidad y Año Nuevo
""".strip().splitlines()

NO_HOURS = """
Weak legs after surgery are normal: do not call 911. Stop your blood thinner today
Patients with a pacemaker can have DRG stimulation
Mon-Fri 8-5. Stop your blood thinner.
Call 911
8 am to 5 pm, +1 919 555 0134
Open 365 days, 98% cured
We never close
Llame al 911
Lunes a viernes. Suspenda su anticoagulante.
See www.example.org
Monday <b>to</b> Friday
Open 8:99999
""".strip().splitlines()

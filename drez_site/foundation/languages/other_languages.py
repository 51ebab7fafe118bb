"""Words for pain, operations, medicines and cures in languages that nobody here reads.

What the clinic prints in these languages says how to get an interpreter. English and Spanish have none.
"""

OF_OTHER_LANGUAGES = (
    r"\b(?:guéri(?:t|r|s|e|son)?|douleurs?|chirurgie|opération|médicaments?|anticoagulants? aujourd)\b",
    r"\b(?:heilt|heilen|heilung|geheilt|schmerz\w*|blutverdünn\w*|medikament\w*|nebenwirkung\w*)\b",
    r"\b(?:a dor|cirurgia|operação|remédios?|l['’]intervento|dolore|dolori|guarigion[ei]|guarisc\w+)\b",
    r"\b(?:leczy|wylecz\w+|operacj\w+|bólu|doulè|operasyon|gagaling|sakit)\b",
    r"khỏi đau|chữa khỏi|phẫu thuật|thuốc",
    r"боль|боли|излеч|операци|лекарств|біль|операці|лікар",
    r"[治疼痛药薬藥]|手[术術]",
    r"통증|수술|완치|치료|약을",
    r"ألم|جراح|علاج|شفاء|دواء|درد|دارو",
    r"दर्द|सर्जरी|इलाज|दवा|પીડા|સર્જરી|ਦਰਦ|ব্যথা|నొప్పి|வலி|ผ่าตัด|ความเจ็บ|ការឈឺ",
)

"""Words that name a place outside the United States, so that we can say that our list ends at the border."""

import re

from drez_site.foundation.united_states.place_names import plain

# Postal codes that cannot be mistaken for a ZIP code: Canada's and the United Kingdom's.
POSTAL_CODE = re.compile(
    r"(?:^|[\s,])(?:[A-Z][0-9][A-Z] ?[0-9][A-Z][0-9]|[A-Z]{1,2}[0-9][A-Z0-9]? ?[0-9][A-Z]{2})$", re.IGNORECASE
)

# Provinces, in words and as the post office writes them. None of the codes is a state's.
PROVINCES = """
AB, BC, MB, NB, NL, NS, NT, NU, ON, PE, QC, SK, YT,
Alberta, British Columbia, Manitoba, New Brunswick, Newfoundland, Nova Scotia, Ontario, Québec, Saskatchewan
"""

COUNTRIES = """
Afghanistan, Albania, Algeria, Argelia, Andorra, Angola, Argentina, Armenia, Australia, Austria, Azerbaijan,
Bahamas, Bahrain, Bangladesh, Barbados, Belarus, Belgium, Bélgica, Belize, Benin, Bermuda, Bhutan, Bolivia,
Bosnia, Botswana, Brazil, Brasil, Brunei, Bulgaria, Cambodia, Cameroon, Canada, Canadá, Cape Verde, Chile,
China, Colombia, Congo, Costa Rica, Croatia, Croacia, Cuba, Cyprus, Czechia, Czech Republic, Denmark,
Dinamarca, Dominica, Dominican Republic, República Dominicana, Ecuador, Egypt, Egipto, El Salvador, England,
Inglaterra, Eritrea, Estonia, Ethiopia, Etiopía, Fiji, Finland, Finlandia, France, Francia, Gabon, Gambia,
Germany, Alemania, Ghana, Great Britain, Greece, Grecia, Greenland, Grenada, Guatemala, Guinea, Guyana,
Haiti, Haití, Honduras, Hong Kong, Hungary, Hungría, Iceland, India, Indonesia, Iran, Irán, Iraq, Irak,
Ireland, Irlanda, Israel, Italy, Italia, Ivory Coast, Jamaica, Japan, Japón, Jordan, Kazakhstan, Kenya,
Kosovo, Kuwait, Laos, Latvia, Lebanon, Líbano, Lesotho, Liberia, Libya, Liechtenstein, Lithuania,
Luxembourg, Macau, Madagascar, Malawi, Malaysia, Malta, Mauritius, Mexico, México, Moldova, Monaco,
Mongolia, Montenegro, Morocco, Marruecos, Mozambique, Myanmar, Namibia, Nepal, Netherlands, Países Bajos,
New Zealand, Nicaragua, Niger, Nigeria, North Macedonia, Northern Ireland, Norway, Noruega, Oman, Pakistan,
Palestine, Panama, Panamá, Papua New Guinea, Paraguay, Peru, Perú, Philippines, Filipinas, Poland, Polonia,
Portugal, Qatar, Romania, Rumania, Russia, Rusia, Rwanda, Saudi Arabia, Scotland, Escocia, Senegal, Serbia,
Sierra Leone, Singapore, Singapur, Slovakia, Slovenia, Somalia, South Africa, Sudáfrica, South Korea, Corea,
South Sudan, Spain, España, Sri Lanka, Sudan, Suriname, Sweden, Suecia, Switzerland, Suiza, Syria, Siria,
Taiwan, Tanzania, Thailand, Tailandia, Togo, Tonga, Trinidad, Tunisia, Turkey, Türkiye, Turquía, Uganda, UK,
Ukraine, Ucrania, United Arab Emirates, UAE, United Kingdom, Reino Unido, Uruguay, Uzbekistan, Vatican,
Venezuela, Vietnam, Wales, Gales, Yemen, Zambia, Zimbabwe
"""

# Large enough that their name alone may well mean them, whatever is called so in the US.
CITIES = """
Amsterdam, Athens, Bangkok, Barcelona, Beijing, Berlin, Bogotá, Brussels, Budapest, Buenos Aires, Cairo,
Calgary, Caracas, Copenhagen, Delhi, Dubai, Dublin, Edinburgh, Edmonton, Geneva, Glasgow, Guadalajara,
Havana, La Habana, Helsinki, Istanbul, Jerusalem, Johannesburg, Juárez, Ciudad Juárez, Karachi, Kyiv, Lagos,
Lima, Lisbon, London, Londres, Madrid, Manila, Medellín, Melbourne, Mexico City, Ciudad de México, CDMX,
Milan, Monterrey, Montréal, Moscow, Mumbai, Munich, Nairobi, New Delhi, Osaka, Oslo, Ottawa, Paris, París,
Prague, Quebec, Quito, Rio de Janeiro, Rome, Roma, San José de Costa Rica, Santiago de Chile, Santo Domingo,
São Paulo, Seoul, Shanghai, Stockholm, Sydney, Tehran, Tel Aviv, Tijuana, Tokyo, Toronto, Vancouver, Vienna,
Viena, Warsaw, Winnipeg, Zurich
"""

LONGEST_NAME = 3  # words, as in "United Arab Emirates"


def _names(text: str) -> frozenset[str]:
    return frozenset(plain(name) for name in text.replace("\n", " ").split(","))


_COUNTRIES, _PROVINCES, _CITIES = _names(COUNTRIES), _names(PROVINCES), _names(CITIES)


def may_be_meant(name: str) -> bool:
    """Whether these words alone are a country, or a city abroad that outshines its namesakes in the US."""
    return plain(name) in _COUNTRIES | _CITIES


def is_meant(text: str) -> bool:
    """Whether words that are no place in the US end in a country, a province or a foreign postal code."""
    if may_be_meant(text) or POSTAL_CODE.search(text):
        return True
    words = plain(text).split()
    ends = [" ".join(words[-length:]) for length in range(1, min(LONGEST_NAME, len(words) - 1) + 1)]
    return any(end in _COUNTRIES | _PROVINCES | _CITIES for end in ends)

"""States by name, with ISO 3166-1 alpha-2 code, capital, and the words for their people and things."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Country:
    """A state: its code, the names it goes by, its capital, and its adjectives (also nouns for its people)."""

    code: str
    names: tuple[str, ...]
    capital: str
    adjectives: tuple[str, ...]


_TABLE = """
AE|United Arab Emirates,UAE,Emirates|Abu Dhabi|Emirati
AF|Afghanistan|Kabul|Afghan
AL|Albania|Tirana|Albanian
AM|Armenia|Yerevan|Armenian
AO|Angola|Luanda|Angolan
AR|Argentina|Buenos Aires|Argentine,Argentinian
AT|Austria|Vienna|Austrian
AU|Australia|Canberra|Australian
AZ|Azerbaijan|Baku|Azerbaijani,Azeri
BA|Bosnia,Bosnia and Herzegovina|Sarajevo|Bosnian
BD|Bangladesh|Dhaka|Bangladeshi
BE|Belgium|Brussels|Belgian
BF|Burkina Faso|Ouagadougou|Burkinabe
BG|Bulgaria|Sofia|Bulgarian
BH|Bahrain|Manama|Bahraini
BO|Bolivia|La Paz|Bolivian
BR|Brazil|Brasília|Brazilian
BY|Belarus|Minsk|Belarusian
CA|Canada|Ottawa|Canadian
CD|Congo,Democratic Republic of the Congo|Kinshasa|Congolese
CH|Switzerland|Bern|Swiss
CL|Chile|Santiago|Chilean
CM|Cameroon|Yaoundé|Cameroonian
CN|China|Beijing|Chinese
CO|Colombia|Bogotá|Colombian
CU|Cuba|Havana|Cuban
CY|Cyprus|Nicosia|Cypriot
CZ|Czech Republic,Czechia|Prague|Czech
DE|Germany|Berlin|German
DK|Denmark|Copenhagen|Danish
DZ|Algeria|Algiers|Algerian
EC|Ecuador|Quito|Ecuadorian
EE|Estonia|Tallinn|Estonian
EG|Egypt|Cairo|Egyptian
ER|Eritrea|Asmara|Eritrean
ES|Spain|Madrid|Spanish
ET|Ethiopia|Addis Ababa|Ethiopian
FI|Finland|Helsinki|Finnish
FR|France|Paris|French
GB|United Kingdom,UK,Britain,Great Britain|London|British
GE|Georgia|Tbilisi|Georgian
GH|Ghana|Accra|Ghanaian
GR|Greece|Athens|Greek
HR|Croatia|Zagreb|Croatian
HT|Haiti|Port-au-Prince|Haitian
HU|Hungary|Budapest|Hungarian
ID|Indonesia|Jakarta|Indonesian
IE|Ireland|Dublin|Irish
IL|Israel|Tel Aviv|Israeli
IN|India|New Delhi|Indian
IQ|Iraq|Baghdad|Iraqi
IR|Iran|Tehran|Iranian
IS|Iceland|Reykjavik|Icelandic
IT|Italy|Rome|Italian
JO|Jordan|Amman|Jordanian
JP|Japan|Tokyo|Japanese
KE|Kenya|Nairobi|Kenyan
KG|Kyrgyzstan|Bishkek|Kyrgyz
KH|Cambodia|Phnom Penh|Cambodian
KP|North Korea|Pyongyang|North Korean
KR|South Korea|Seoul|South Korean
KW|Kuwait|Kuwait City|Kuwaiti
KZ|Kazakhstan|Astana|Kazakh
LB|Lebanon|Beirut|Lebanese
LK|Sri Lanka|Colombo|Sri Lankan
LT|Lithuania|Vilnius|Lithuanian
LV|Latvia|Riga|Latvian
LY|Libya|Tripoli|Libyan
MA|Morocco|Rabat|Moroccan
MD|Moldova|Chisinau|Moldovan
ML|Mali|Bamako|Malian
MM|Myanmar,Burma|Naypyidaw|Burmese
MN|Mongolia|Ulaanbaatar|Mongolian
MR|Mauritania|Nouakchott|Mauritanian
MX|Mexico|Mexico City|Mexican
MY|Malaysia|Kuala Lumpur|Malaysian
MZ|Mozambique|Maputo|Mozambican
NE|Niger|Niamey|Nigerien
NG|Nigeria|Abuja|Nigerian
NI|Nicaragua|Managua|Nicaraguan
NL|Netherlands|The Hague|Dutch
NO|Norway|Oslo|Norwegian
NP|Nepal|Kathmandu|Nepalese
NZ|New Zealand|Wellington|New Zealander
OM|Oman|Muscat|Omani
PE|Peru|Lima|Peruvian
PH|Philippines|Manila|Philippine,Filipino
PK|Pakistan|Islamabad|Pakistani
PL|Poland|Warsaw|Polish
PS|Palestine|Ramallah|Palestinian
PT|Portugal|Lisbon|Portuguese
QA|Qatar|Doha|Qatari
RO|Romania|Bucharest|Romanian
RS|Serbia|Belgrade|Serbian
RU|Russia|Moscow|Russian
RW|Rwanda|Kigali|Rwandan
SA|Saudi Arabia|Riyadh|Saudi,Saudi Arabian
SD|Sudan|Khartoum|Sudanese
SE|Sweden|Stockholm|Swedish
SG|Singapore|Singapore|Singaporean
SN|Senegal|Dakar|Senegalese
SO|Somalia|Mogadishu|Somali
SS|South Sudan|Juba|South Sudanese
SY|Syria|Damascus|Syrian
TD|Chad|N’Djamena|Chadian
TH|Thailand|Bangkok|Thai
TJ|Tajikistan|Dushanbe|Tajik
TM|Turkmenistan|Ashgabat|Turkmen
TN|Tunisia|Tunis|Tunisian
TR|Turkey,Türkiye|Ankara|Turkish
TW|Taiwan|Taipei|Taiwanese
TZ|Tanzania|Dodoma|Tanzanian
UA|Ukraine|Kyiv|Ukrainian
UG|Uganda|Kampala|Ugandan
US|United States,US,U.S.,USA,United States of America|Washington|American
UZ|Uzbekistan|Tashkent|Uzbek
VE|Venezuela|Caracas|Venezuelan
VN|Vietnam|Hanoi|Vietnamese
YE|Yemen|Sanaa|Yemeni
ZA|South Africa|Pretoria|South African
ZW|Zimbabwe|Harare|Zimbabwean
"""


def _read() -> tuple[Country, ...]:
    rows = (line.split("|") for line in _TABLE.strip().splitlines())
    return tuple(
        Country(code, tuple(names.split(",")), capital, tuple(adjectives.split(",")))
        for code, names, capital, adjectives in rows
    )


COUNTRIES = _read()
NAMED = {name: country for country in COUNTRIES for name in country.names}
"""By any of their names."""
CAPITALS = {country.capital: country for country in COUNTRIES}
"""By their capitals."""
ADJECTIVES = {adjective: country for country in COUNTRIES for adjective in country.adjectives}
"""By their adjectives."""

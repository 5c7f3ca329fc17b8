"""The English words that the rules of ``suggest`` go by, each list in one place.

They are cues, not meanings: a rule that goes by them finds candidates for a reader to judge.
"""

from __future__ import annotations

import re

MONTHS = (
    r"(?P<{}>Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?\.?|July?\.?|Aug(?:ust|\.)?|"
    r"Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
CALENDAR = frozenset({
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec", "monday",
    "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "christmas", "easter", "ramadan",
})  # fmt: skip

FUNCTION_WORDS = frozenset({
    "a", "an", "the", "this", "that", "these", "those", "it", "its", "he", "his", "she", "her", "they", "their", "we",
    "our", "i", "my", "you", "your", "who", "what", "which", "when", "where", "why", "how", "there", "here", "and",
    "or", "but", "yet", "so", "nor", "for", "of", "in", "on", "at", "by", "to", "from", "with", "without", "within",
    "about", "after", "before", "since", "until", "during", "while", "whereas", "although", "though", "because",
    "however", "moreover", "meanwhile", "furthermore", "nevertheless", "also", "as", "if", "unless", "once", "one",
    "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "some", "many", "most", "much", "more",
    "few", "several", "various", "other", "others", "another", "each", "every", "all", "both", "neither", "either",
    "any", "no", "not", "none", "nothing", "everything", "everyone", "nobody", "such", "same", "first", "second",
    "third", "last", "next", "then", "now", "today", "yesterday", "tomorrow", "again", "even", "only", "just", "still",
    "will", "would", "should", "could", "can", "may", "might", "must", "is", "are", "was", "were", "be", "been",
    "has", "have", "had", "do", "does", "did", "let", "like", "despite", "given", "based", "having", "according",
    "under", "over", "between", "against", "among", "through", "across", "beyond", "instead", "indeed", "thus",
    "therefore", "hence", "perhaps", "maybe", "yes", "dear", "mr", "mrs",
    "ms", "dr", "prof", "leave", "read", "required", "share", "follow",
    "subscribe", "comment", "reply", "email", "photo", "source",
})  # fmt: skip

TITLES = frozenset({
    "President", "Vice", "Prime", "Minister", "Foreign", "Secretary", "General", "Gen", "Colonel", "Col", "Captain",
    "Capt", "Major", "Maj", "Lieutenant", "Lt", "Admiral", "Commander", "Senator", "Sen", "Governor", "Gov", "Mayor",
    "Ambassador", "Judge", "Justice", "King", "Queen", "Prince", "Princess", "Crown", "Sheikh", "Ayatollah", "Imam",
    "Pope", "Bishop", "Chancellor", "Chairman", "Chairwoman", "Director", "Professor", "Prof", "Dr", "Mr", "Mrs", "Ms",
    "Sir", "Lord", "Lady", "Deputy", "Former", "Envoy",
})  # fmt: skip

ORGANISATION_WORDS = {
    "state-body": frozenset({
        "Ministry", "Agency", "Department", "Court", "Parliament", "Congress", "Senate", "Army", "Navy", "Guard",
        "Guards", "Police", "Embassy", "Office", "Treasury", "Bureau", "Directorate", "Administration", "Government",
        "Forces", "Corps", "Intelligence", "Service", "Services", "Authority", "Commission",
    }),
    "organisation": frozenset({
        "University", "Institute", "Council", "Party", "Union", "Nations", "Organization", "Organisation", "League",
        "Committee", "Association", "Foundation", "Centre", "Center", "Federation", "Academy", "College", "Society",
        "Alliance", "Movement", "Assembly", "Church", "Fund", "Front", "Conference",
    }),
    "media": frozenset({
        "News", "Times", "Post", "Press", "Courier", "Review", "Journal", "Herald", "Gazette", "Tribune", "Television",
        "Radio", "Magazine", "Chronicle", "Guardian", "Observer", "Agence",
    }),
    "company": frozenset({
        "Company", "Corporation", "Corp", "Inc", "Ltd", "Group", "Lines", "Airlines", "Bank", "Holdings", "Industries",
        "Motors", "Oil", "Energy", "Partners", "Shipping",
    }),
}  # fmt: skip
STATES = frozenset({"Republic", "Kingdom", "Emirate", "Emirates", "Federation", "States"})

GROUP_NOUNS = (
    r"(?:(?:ruling|armed|security|special|coast|intelligence|media|news|foreign|senior|top|former|naval|air|"
    r"government|military|political|dual|civil|secret|police)\s)?"
    r"(?P<head>governments?|administration|regime|officials?|authorities|forces|troops|soldiers|guards?|services?|"
    r"agenc(?:y|ies)|outlets|newspapers?|militias?|militants|rebels|fighters|operatives|commanders|leaders|leadership|"
    r"members|associates|affiliates|diplomats|embass(?:y|ies)|ministers|lawmakers|parliament|courts|judges|elites?|"
    r"citizens|nationals|people|refugees|workers|fishermen|farmers|opposition|unions?|companies|firms|banks|scientists|"
    r"wing|delegation|negotiators|voters|protesters|students|journalists|prisoners|hostages|sailors|crew|"
    r"(?:military|army|navy|police|media|press|ministry|court|party|council|company)"
    # alone, and not before the noun that is meant: "military" but not "military leader"
    r"(?!\s+(?!and|or|in|of|on|to|is|was|has|had|have|will|that|who|which|with|for|from|by|needs?|said|says)[a-z]))\b"
)
GENERIC_PEOPLE = (
    r"experts|observers|analysts|sources|critics|witnesses|diplomats|economists|scholars|residents|activists|"
    r"supporters|opponents|commentators|specialists|historians|researchers|officials|insiders|sceptics|skeptics|"
    r"pundits|dockworkers|governments|militias|terrorist groups|dual nationals|detainees|relatives|fishermen|sailors|"
    r"voters|refugees|migrants|harbour masters"
)
OFFICES = frozenset({
    "president", "prime minister", "foreign minister", "minister", "mayor", "governor", "king", "queen", "chancellor",
    "secretary-general", "ambassador", "envoy", "spokesman", "spokeswoman", "spokesperson", "author", "prosecutor",
})  # fmt: skip
ROLES = (
    r"president|prime minister|foreign minister|minister|mayor|governor|king|queen|chancellor|secretary-general|"
    r"ambassador|envoy|spokesman|spokeswoman|spokesperson|author|prosecutor|government|parliament|council|ministry|"
    r"company|firm|bank|army|navy|police|opposition|court|commission|coast guard|central bank|authorities"
)
"""What someone is called by office, without a name, and a body by its kind."""
QUANTIFIERS = (
    r"some|most|many|several|various|certain|two|three|four|a few|other|senior|armed|unnamed|independent|detained"
)

EVENT_STEMS = {
    "ASSAULT": r"kill|assassinat|murder|attack|bomb|invad|invasion|shot|shoot|shell|massacr|raid|struck",
    "COERCE": r"detain|detention|arrest|seiz|captur|kidnap|imprison|jail|expel|hostage|confiscat",
    "SANCTION": r"sanction|suspend|embargo|blockad|boycott|cut off|cuts off|froze|freez",
    "MOBILIZE": r"deploy|mobili[sz]|exercis|build-up",
    "PROTEST": r"protest|demonstrat|went on strike|rally|rallied|riot",
    "THREATEN": r"threat|warn",
    "REJECT": r"den(?:y|ies|ied|ial)|reject|dismiss|refus|violat|broke|not paid|unpaid|veto",
    "ACCUSE": r"accus|blam|criticis|criticiz|condemn|cited|alleg|called|report",
    "REQUEST": r"request|appeal|propos|sued|lawsuit|petition|demand",
    "RETREAT": r"withdr|fled|flee|escap|retreat|evacuat|resign|moving to|moved to",
    "AID": r"harbor|harbour(?:s|ed|ing)\b|shelter|safe haven|donat|asylum",
    "CONCEDE": r"releas|freed|eas(?:e|ed|ing)\b|lift|conced|ceasefire|truce",
    "COOPERATE": r"cooperat|joint|jointly",
    "SUPPORT": r"support|prais|endors|back(?:s|ed)\b",
    "AGREE": r"agree|sign(?:s|ed)\b|treaty|accord|leas|offer",
    "CONSULT": r"met\b|meet|visit|talk|negotiat|confer|debat|summit|election|elect|vote",
}  # fmt: skip
"""The beginnings of words that tell of an event, by PLOVER type, the weightier types first."""

SAYING = (
    r"said|says|say|told|tells|claim(?:s|ed)?|insist(?:s|ed)?|den(?:y|ies|ied)|dismiss(?:es|ed)?|announc(?:es?|ed)|"
    r"confirm(?:s|ed)?|reported|reports that|cit(?:e|es|ed)|believ(?:e|es|"
    r"ed)|argu(?:e|es|ed)|warn(?:s|ed)?|accus(?:e|es|ed)|"
    r"reiterat(?:e|es|ed)|describ(?:e|es|ed)|call(?:s|ed)|maintain(?:s|ed) that|stat(?:es|ed)|declar(?:e|es|ed)|"
    r"alleg(?:e|es|ed)|admit(?:s|ted)?|acknowledg(?:e|es|ed)|assert(?:s|ed)?|contend(?:s|ed)?|suggest(?:s|ed)?|"
    r"estimat(?:e|es|ed)|predict(?:s|ed)?|forecasts?|expect(?:s|ed)?|thinks?|agree(?:s|d|ing)?|"
    r"conclud(?:e|es|ed)|notes|noted|add(?:s|ed)|propos(?:e|es|ed)|promis(?:e|es|ed)|"
    r"reject(?:s|ed)?|condemn(?:s|ed)?|blam(?:e|es|ed)|feared|hopes|hoped|dream(?:s|ed|t)?|levels|levelled"
)
DENIALS = re.compile(r"den(?:y|ies|ied)|dismiss|reject", re.IGNORECASE)

PROBABILITY_WORDS = (
    ("almost-no-chance", r"almost no chance|remote (?:chance|possibility)|next to impossible|no chance"),
    ("very-unlikely", r"(?:very|highly|most|extremely) (?:unlikely|improbable)"),
    ("unlikely", r"unlikely|improbable|improbably|probably not|not likely|doubtful"),
    ("roughly-even", r"roughly even|even (?:chance|odds)|as likely as not|fifty-fifty|50-50|toss-up"),
    ("almost-certain", r"almost certain(?:ly)?|nearly certain|virtually certain|all but certain|a near certainty"),
    ("very-likely", r"(?:very|highly|most|extremely) (?:likely|probabl[ey])|in all (?:likelihood|probability)"),
    ("likely", r"(?:it )?(?:seems|is|appears|looks) (?:probable|likely)|likely|probable|probably"),
)
"""Words that ICD 203 gives a range, the longer forms first."""

FUTURE_CUES = (
    r"will(?: not| never| also| likely| probably| soon)?(?! be (?:discussed|described|shown|seen|explained)\b)|won’t|"
    r"won't|shall|(?:is|are|was|were) (?:widely )?expected(?: to)?|expected|is going to|are going to|"
    r"(?:is|are) (?:about|set|bound|poised|due|likely|unlikely|certain|sure|destined|doomed|on course|on track) to|"
    r"about to be|upcoming|forthcoming|impending|looming|in the future|in years to come|in the coming \w+|"
    r"the likelihood of|even if|sooner or later|before long|may|might|could well|conducive|"
    r"paves? the way|opens? the door|sets? the stage|(?:sufficient|enough) to (?:provoke|trigger|cause|lead|bring)|"
    r"forecasts?|foresees?|predicts?|anticipates?|prospects? of|on the verge of|on the brink of|heading for|next year"
)
HEDGES = (
    r"it seems|seems?|appears?|apparently|reportedly|allegedly|supposedly|perhaps|maybe|possibly|potentially|could|"
    r"would|may|might|arguably|presumably|somewhat|rather|hardly|in theory|to some extent|we believe|i believe|"
    r"i think|we think|believes?|believed|suggests?|assum(?:es?|ed|ption)|potential|if necessary|there is no doubt|"
    r"no doubt|undoubtedly|certainly|clearly|obviously|of course|proven|well-documented|confirm(?:s|ed|ing)|"
    r"significant evidence|compelling evidence|implausible|unrealistic|doubt(?:s|ed)?|rumou?red|claims?|claimed|"
    r"expected|effectively|merely|dream"
)
BOOSTERS = re.compile(
    r"no doubt|undoubtedly|certainly|clearly|obviously|of course|proven|documented|confirm|evidence", re.I
)
DOUBTS = re.compile(r"implausible|unrealistic|doubt|hardly|illusion", re.I)
POSSIBLE = re.compile(r"may|might|could|possibl|potential|perhaps|maybe|if necessary", re.I)
NORMS = re.compile(r"\b(?:should|must|ought to|has to|have to|needs? to|need to|necessary to)\b")

LOADED = (
    r"regime|terror(?:ist|ism)?s?|extremis[mt]s?|fanatic\w*|puppet\w*|"
    r"thugs?|aggress(?:ion|or)\w*|excess(?:es)?|so-called|"
    r"notorious\w*|infamous\w*|brutal\w*|barbar\w*|savage\w*|evil|"
    r"sinister|shameless\w*|shameful\w*|predictabl[ey]|supposed(?:ly)?|"
    r"propaganda|mouthpieces?|henchm[ae]n|cronies|crony|invasion|"
    r"occup(?:iers?|ation)|massacres?|slaughter\w*|atrocit\w*|genocid\w*|"
    r"piracy|pirates?|bandits?|gangs?|criminal\w*|illegal\w*|fake news|"
    r"liars?|cheap|illusions?|naive\w*|absurd\w*|ridiculous\w*|"
    r"outrageous\w*|disgrace\w*|betray\w*|traitors?|treacher\w*|"
    r"blackmail\w*|bargaining chips?|safe havens?|assassinat\w*|"
    r"expansionis[mt]|abuses?|harbou?ring|burden|implausible|unyielding\w*|"
    r"dragging (?:its|his|her|their) (?:heels|feet)|"
    r"deep-rooted|tremendous|extreme|drastic|radical\w*|militias?|"
    r"ruling elite|elites?|monopoli[sz]e|insists?|alliance|heroic\w*|"
    r"brave\w*|noble|glorious\w*|strong hand"
)

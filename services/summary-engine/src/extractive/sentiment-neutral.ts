import { names, phrases, type Phrases } from "./sentiment-phrases.ts";

const TONGUE_EN =
  "(?:english|german|french|spanish|arabic|turkish|italian|eyesight|hearing|memory|spelling|grammar|handwriting|typing|health)";
const TONGUE_DE =
  "(?:deutsch|englisch|spanisch|französisch|arabisch|türkisch|rechtschreibung|grammatik|handschrift|gedächtnis|gehör)";
const TONGUE_ES = "(?:español|inglés|alemán|francés|árabe|ortografía|gramática|memoria|letra|vista)";
const COUNT_DE = String.raw`(?:\d|zwei|drei|vier|fünf|sechs|acht|zehn|zwölf|zwanzig|dreißig|fünfzig|hundert|tausend|(?:eine?[nmr]?|die) (?:halbe[nrs]? |ganze[nrs]? )?(?:hälfte|woche|stunde|tag|monat|jahr|minute|kilo|meter|drittel|dutzend))`;
const VOWELS_OFF = String.raw`(?:\p{L}{1,20} ){0,2}`;

/** Words of feeling that name a thing, a place or a trade, or speak of the writer alone. */
export const NO_FEELING_HERE: Phrases = {
  en: phrases(
    "(?<!sick and )tired(?! of)|fed(?! up)",
    "waste (?:bins?|baskets?|paper|bags?|containers?|disposal|pipes?|water|collection|oil)",
    `(?:my|our|your) (?:own )?${TONGUE_EN} (?:is|was|isn['’]t|is not|are) ${VOWELS_OFF}(?:poor|bad|terrible|awful|horrible|good|great|perfect)`,
    `(?:poor|bad|terrible|awful|horrible) ${TONGUE_EN}`,
    "(?:i am|i['’]m|as|we are) (?:an? (?:\\p{L}{1,20} )?)?lawyers?",
    "(?:bad|worse|worst|terrible) for (?:the |your |my |our )?(?:environment|climate|health|skin|teeth|eyes|back|heart|plants?|pets?|dogs?|cats?|children|kids|kidneys|hair|wood|floor)",
    "worr(?:ied|y) (?:about|for) nothing|angry (?:about|over) nothing|upset (?:about|over) nothing",
    "great (?:britain|yarmouth|lakes|dane|malvern|neck|falls|barrier|wall|aunt|uncle|grand\\p{L}+)",
    "(?:please |kindly )?(?:be|hurry|act|reply|respond|answer|come|make it) (?:a bit |as |more |very )?quick",
    "quick (?:question|note|check|look|call|chat)|(?:need|want|expect) (?:an? )?quick (?:reply|answer|response|delivery)|quick(?= (?:release|connect|charge|dry|start|guide))",
    "cool (?:bags?|box(?:es)?|packs?|place|air|water|down|side|room|storage|white)|(?:keep|stay|kept|stored?) (?:it |them )?cool",
    "a good(?= (?:\\d|two|three|four|five|ten|few|half|hour|hundred|dozen|third|while))",
    "(?:i am|i['’]m|name is|this is|regards|dear|hi|hello|with|from) sue",
    "love seats?|joke (?:book|shop|article)s?|(?:works council|worked example)",
  ),
  de: phrases(
    `mein(?:e|em)? (?:eigenes )?${TONGUE_DE} (?:ist|war) ${VOWELS_OFF}(?:schlecht|furchtbar|schrecklich|mies|gut|perfekt)`,
    `(?:schlechte[sr]?|mieses|miese|gutes) ${TONGUE_DE}`,
    "(?:als|bin|sind) (?:selbst |selber |von beruf |ja )?(?:rechts)?anw[aä]lt(?:in|e|innen)?",
    "schlecht für (?:die|den|das|meine[n]?|ihre[n]?|unsere[n]?) (?:umwelt|klima|gesundheit|haut|zähne|augen|rücken|herz|pflanzen?|tiere?|haustiere|hunde?|katzen?|kinder|haare?|holz|boden)",
    String.raw`gut(?= ${COUNT_DE})`,
    "(?:bitte )?(?:seien sie|sei|seid|machen sie|mach|antworten sie|beeilen sie sich) (?:bitte )?(?:so |möglichst )?schnell|bitte (?:\\p{L}{1,20} )?schnell|schnell(?= bitte)",
    "(?<=(?:der|die|erste[rn]?|zweite[rn]?|dritte[rn]?|welche[r]?) )(?:klasse|spitze)|klasse(?= (?:[a-g]|\\d)(?![\\p{L}]))|spitze(?= (?:ist|des|der|am|vom|abgebrochen))",
  ),
  es: phrases(
    `mi ${TONGUE_ES} (?:es|no es|era) ${VOWELS_OFF}(?:mal[oa]|pésim[oa]|terrible|horrible|buen[oa]|perfect[oa])`,
    `(?:mal|mala|pésimo|pésima) ${TONGUE_ES}|hablo (?:muy )?mal`,
    "(?:soy|como|somos) (?:un |una )?abogad[oa]s?",
    "mal[oa]s? para (?:el|la|los|las|mi) (?:medio ambiente|clima|salud|piel|dientes|ojos|espalda|corazón|plantas?|perros?|gatos?|niños|pelo|madera|suelo)",
    "(?:o|u|más|si) bien|bien(?= sea )|bien(?= (?:el|la|un|una|con|por) \\p{L}{1,20},? o )",
    "(?:por favor,? )?(?:sea[n]?|responda[n]?|contesten?) (?:muy |más )?rápid[oa]s?|rápido,? por favor|por favor,? rápido",
  ),
  ar: phrases(
    "(?:أنا|انا|نحن|أعمل|اعمل|بصفتي) (?:ك)?محامي?(?:ة|ا)?|كمحامي?",
    "(?:سيء|سيئة?|جيدة?) لل(?:بيئة|صحة|بشرة|أسنان|عين|قلب|نبات|أطفال)",
    "(?:لغتي|عربيتي|إنجليزيتي)(?: العربية| الإنجليزية| الألمانية)? (?:سيئة|ليست جيدة|غير جيدة)",
  ),
};

/** Names of places and people that are words of feeling without their capitals. */
export const PROPER_NAMES: Phrases = {
  en: names(
    "(?<=(?:[Ii]n|[Ff]rom|[Tt]o|[Nn]ear|[Aa]t|[Oo]f|[Aa]round) )Great \\p{Lu}\\p{L}+",
    "Sue \\p{Lu}\\p{Ll}+",
    "(?:[Ii]n|[Tt]o|[Ff]rom|[Nn]ear) Nice",
  ),
};

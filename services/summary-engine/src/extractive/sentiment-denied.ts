import { OPPOSITE } from "@chorus/meaning/text/undone";
import { phrases, type Phrases } from "./sentiment-phrases.ts";
import { wordsIn } from "@chorus/meaning/text/languages";

/** Takes back the feeling that comes after it, as a negation does. */
export const ANYTHING_BUT: Phrases = {
  en: phrases(
    ...OPPOSITE.en,
    "less than",
    "(?:stop(?:s|ped)?|quit) (?:being|feeling)|ceased? to be",
    String.raw`(?:fail(?:s|ed)?|struggl(?:e|es|ed)) to (?:see|understand|find|say|tell) (?:what|how|why|where|anything|that)(?: (?:is|was|could be|would be|(?:i|we)(?:['’]m| am| are)))?(?: so)?`,
    String.raw`(?:(?:can['’]?t|cannot|could not|couldn['’]?t) (?:\p{L}{1,12}ly )?(?:say|claim)|(?:would not|wouldn['’]?t|do not|don['’]?t) (?:\p{L}{1,12}ly )?(?:say|claim|think|believe|find))(?: that)? (?:i|we|it|this|that)(?: am| are| is| was|['’]m|['’]re|['’]s)?`,
    "(?:only|barely)(?= (?:ever |just )?work(?:ed|s)(?! (?:on|with|in)(?!\\p{L})))",
    String.raw`work(?:ed|s) (?:(?:fine|well|only|just|great) ){0,2}for (?:(?:only|just|about|all of|barely|less than) ){0,2}(?:an?|one|two|three|half an?|five|ten|\d{1,2}) (?:minute|hour|day|week)s?`,
  ),
  de: phrases(
    ...OPPOSITE.de,
    "wenig(?= (?:zufrieden|hilfreich|freundlich|erfreut))",
    String.raw`(?:kann|können|konnte[n]?|könnte[n]?|würde[n]?|will) (?:\p{L}{1,20} ){0,3}nicht (?:sagen|behaupten|finden),? dass (?:ich|wir|es|das)(?: \p{L}{1,20}){0,2}`,
    "(?:aufgehört|hörte[n]? auf|hört auf),?",
  ),
  es: phrases(
    ...OPPOSITE.es,
    "(?:dej(?:ó|aron|a)|ha dejado|han dejado) de(?: ser| estar)?",
    String.raw`no (?:puedo|podemos|podría|diría|creo) (?:decir )?que (?:est\p{L}{1,5}|se\p{L}{1,4}|es|fue)`,
    "(?:solo|sólo) funcion(?:ó|a)",
  ),
  ar: phrases(...OPPOSITE.ar, String.raw`لا (?:أستطيع|يمكنني) (?:القول|أن أقول) [إأ]ن\p{L}{0,3}`),
};

const before = (some: string) => new RegExp(String.raw`(?<![\p{L}\p{N}])(?=(?:${some})(?![\p{L}\p{N}]))`, "giu");

const GOOD_EN =
  "(?:happy|satisfied|pleased|content|great|good|nice|helpful|quick|perfect|glad|amazing|lovely|awesome|excellent|wonderful|cool)";
const GOOD_DE =
  "(?:zufrieden|begeistert|gut|hilfreich|schön|toll|super|klasse|prima|perfekt|schnell|freundlich|erfreut|erleichtert|wunderbar|spitze)";
const GOOD_ES =
  "(?:content[oa]s?|satisfech[oa]s?|feliz|felices|buen[oa]s?|bien|amables?|rápid[oa]s?|genial|perfect[oa]s?|excelentes?|encantad[oa]s?|estupend[oa]s?)";
const IS_DE =
  "(?:bin|sind|war|waren|ist|finde|finden|fand|fanden|klingt|wirkt|wirkte|sieht|sah|läuft|lief|geht|ging|wird|nenne|fühle|macht|kam|kommt)";
const NEVER_DE = "(?:nicht|kaum|keineswegs|nie|niemals|niemand|keiner|mitnichten|nur einmal|nichts)";
const WORD_DE = String.raw`(?!(?:dass|wenn|ob|weil|und|aber|nur|damit)(?!\p{L}))\p{L}{1,20}`;

/** Where a feeling begins that is denied after it: "Zufrieden bin ich nicht." */
export const DENIED_AFTER: Phrases = {
  en: before(
    `${GOOD_EN} (?:is|are|was|were|am|(?:i|we|it|this|that|they|he|she) (?:am|are|is|was|were)|i['’]m|we['’]re|it['’]s) (?:certainly |definitely |really |simply )?(?:not|never)`,
  ),
  de: before(
    `${GOOD_DE} ${IS_DE} (?:${WORD_DE} ){0,5}${NEVER_DE}|(?:zufrieden(?:heit)?|begeistert|hilfreich|gut) kann (?:\\p{L}{1,20} ){0,2}keine rede|(?:klappt|freue) (?:${WORD_DE} ){0,3}${NEVER_DE}`,
  ),
  es: before(`${GOOD_ES} no (?:estoy|estamos|puedo|es|son|fue|fueron|era|está|están|ha sido|me parece|lo veo|diría)`),
  ar: before("(?:جيد|رائع|ممتاز|سعيد|راض)(?:ة|ا)? (?:ليس|ليست|لست|لسنا)"),
};

/** Of nobody, and of nothing: whatever is said of it in the clause is not said in praise. */
export const NOBODY: Phrases = {
  en: phrases(
    String.raw`no[ -]one|nobody|none|nothing(?! but)|neither|nor|(?:not|hardly|barely|scarcely) (?:one|anyone|anybody|anything|any|a single)|(?:very )?few(?= (?:of|people|things|customers))`,
  ),
  de: phrases(
    String.raw`niemand(?:e[mn])?|keine[rms]?(?= (?:von|davon|der|ist|war|hat|hier|bei))|keins|nichts(?! als)|weder|kaum (?:jemand|einer|etwas)|kein einzige[rs]?`,
  ),
  es: phrases(
    "nadie|ningun[oa]s?|ningún|nada(?! (?:más que|salvo))|ni (?:un[oa] solo|siquiera)|casi nadie|apenas nadie",
  ),
  ar: phrases("لا أحد|لا شيء|ما من أحد|لا يوجد أحد"),
};

/** "Nobody could be more helpful." */
export const MORE = wordsIn("more as so better happier mehr so besser zufriedener más tan mejor أكثر أفضل");
/** Nobody takes them back, whatever was not so. */
export const THANKS = wordsIn(
  "thank thanks thx cheers danke dankeschön danken dank gracias agradezco agradecido agradecida شكرا أشكركم أشكرك مشكور ممتن",
);

/** Blames somebody in the words of thanks: "Thanks to your driver the vase is broken." */
const BAD_EN =
  "broken?|broke|lost|missing|late|ruined|damaged|cancelled|stuck|smashed|dead|wrong|not|never|no(?! (?:longer|more|problems?|trouble|leaks?)(?!\\p{L}))|nothing|worse|(?<!no )problems?(?! (?:(?:is|are|was|were|has been|have been) )?(?:solved|gone|fixed))|(?:\\p{L}+n['’]t)";
const BAD_DE =
  "kaputt|verloren|weg|fehlt|zu spät|beschädigt|zerbrochen|nicht(?! mehr)|nie(?! wieder)|kein\\p{L}{0,2}(?! (?:problem|ärger))|nichts|schlimmer";
const BAD_ES =
  "rot[oa]s?|perdid[oa]s?|tarde|dañad[oa]s?|estropead[oa]s?|(?<!ya )no(?! (?:hay|tengo) (?:más )?problemas)|nunca|nada|peor";
export const NO_THANKS: Phrases = {
  en: phrases(`thanks to(?=[^.!?\\n]{1,120} (?:${BAD_EN})(?!\\p{L}))`),
  de: phrases(`dank (?:ihre[rsm]|deine[rsm]|eure[rsm]|de[rsm]|diese[rsm])(?=[^.!?\\n]{1,120} (?:${BAD_DE})(?!\\p{L}))`),
  es: phrases(`gracias a(?=[^.!?\\n]{1,120} (?:${BAD_ES})(?!\\p{L}))`),
};

import type { SupportedLanguage } from "@chorus/meaning/text/languages";

/** What tells in a language that a clause is of now, though the one before it is not. */
interface Present {
  /** Between clauses without a mark. */
  joins: string;
  /** How a clause begins that belongs to the one before. */
  dependent: string;
  /** Verbs of what will or would be. */
  open: string;
  /** Verbs of now, or the word "now". */
  verbs: string;
  /** The whole of what comes after a condition but waits for nothing: not "I am" and "that is", which are so only then. */
  afterCondition: string;
}

const ENDS = ",،;:–—.!?؟\\n";
/** The letters of one clause, as few as will do. */
const inClause = (joins: string) => `(?:(?!\\s(?:${joins})\\s)[^${ENDS}]){0,80}?`;
const word = (some: string) => String.raw`(?<![\p{L}\p{N}])(?:${some})(?![\p{L}\p{N}])`;

const EN_VERBS = `${word("is|are|am|has|have|feel|feels|hate|find|think|want|need|do|does|keep|keeps|get|gets|can|cannot|isn['’]t|aren['’]t|don['’]t|doesn['’]t|can['’]t|now|nowadays|these days")}|['’](?:s|re|m|ve)(?!\\p{L})`;
const DE_VERBS = `${word("bin|bist|ist|sind|seid|habe|haben|hat|finde|finden|fühle|fühlen|hasse|hassen|kann|können|muss|müssen|geht|bleibt|gibt|macht|nervt|funktioniert")}(?= (?!(?:und|oder)(?!\\p{L}))\\p{L})|${word("jetzt|heute|inzwischen|mittlerweile|nun")}`;
const ES_VERBS = word(
  "soy|es|somos|son|estoy|está|estamos|están|hay|he|ha|hemos|han|tengo|tiene|tenemos|tienen|odio|quiero|puedo|pueden|siento|parece|funciona|sigue|sigo|ahora|hoy",
);

const PRESENT: Record<SupportedLanguage, Present> = {
  en: {
    joins: "and|but|yet",
    dependent:
      "which|who|that|whose|where|when|while|because|since|as|if|unless|until|till|before|after|though|although",
    open: "will|would|shall|might|may|could|going to|gonna|won['’]t|wouldn['’]t",
    verbs: EN_VERBS,
    afterCondition: String.raw`(?!(?:then |so )?(?:i|we|it|that|he|she|and|or)(?![\p{L}])).{0,60}?${word("is|are|isn['’]t|aren['’]t")}`,
  },
  de: {
    joins: "und|aber|doch|jetzt",
    dependent: "weil|dass|damit|wo|wenn|falls|als|bis|obwohl|da|ob",
    open: String.raw`werden?|wirst|wird|würden?|wären?|könnten?|hätten?`,
    verbs: DE_VERBS,
    afterCondition: String.raw`(?:so |dann )?(?:ist|sind|seid|bist) (?!(?:ich|wir|es|das|dies|er)(?!\p{L}))\p{L}`,
  },
  es: {
    joins: "y|pero|ahora",
    dependent: "que|quien|quienes|donde|cuando|porque|si|o|hasta|aunque|como",
    open: String.raw`\p{L}{2,20}(?:ré|rás|rá|remos|rán|ría|rías|ríamos|rían)|voy a|vamos a|va a|van a`,
    verbs: ES_VERBS,
    afterCondition: String.raw`(?:el|la|los|las|sus?|est[ae]|ustedes|usted) .{0,60}?${word("es|son|está|están")}`,
  },
  ar: {
    joins: "لكن|ولكن|والآن",
    dependent: "التي|الذي|لأن|حتى",
    open: String.raw`سوف|س[أنتي](?!ئ)\p{L}{2,20}`,
    verbs: word(String.raw`و?لكن\p{L}{0,4}|و?الآن|و?اليوم|حاليا`),
    afterCondition: String.raw`(?:ال\p{L}{3,20}|خدمتكم|متجركم) (?!(?:التي|الذي)(?!\p{L}))\p{L}`,
  },
};

/** Up to the end of a sentence, to look ahead in. */
export const LINE = String.raw`[^.!?؟\n]{0,300}`;

/** The rest of a sentence of how it was once, up to a clause of how it is now. */
export function restOfPast(language: SupportedLanguage): string {
  const { joins, dependent, open, verbs } = PRESENT[language];
  const clause = inClause(joins);
  const start = String.raw`(?:[,،;:–—]\s{0,3}(?!\s)(?:(?:${joins})\s)?|\s(?:${joins})\s|\s(?=(?:now|jetzt|ahora)\s))`;
  const now = `${start}(?!${word(dependent)})(?!${clause}${word(open)})(?:${clause})(?:${verbs})`;
  const nowArabic = String.raw`[\s,،]{1,3}(?:${verbs})`;
  return `(?:(?!${language === "ar" ? nowArabic : now})[^.!?؟\\n]){0,300}`;
}

/** The rest of a sentence that holds only if something is so, up to a clause that holds anyhow. */
export function restOfCondition(language: SupportedLanguage): string {
  const { joins, dependent, open, verbs, afterCondition } = PRESENT[language];
  const but = { en: "but", de: "aber|doch", es: "pero", ar: "لكن|ولكن" }[language];
  const anyhow = String.raw`(?!${inClause(joins)}${word(open)})(?!${word(dependent)})`;
  const main = String.raw`[,،;:–—]\s{0,3}(?!\s)${anyhow}${afterCondition}`;
  const opposite = String.raw`[\s,،;]{1,3}(?:${but})\s${anyhow}${inClause(joins)}(?:${language === "ar" ? String.raw`\p{L}` : verbs})`;
  return `(?:(?!${main}|${opposite})[^.!?؟\\n]){0,300}`;
}

/** Has the words of a condition, but only leads to what somebody has to say, asks politely or looks at what is so. */
export const NO_CONDITION: Record<SupportedLanguage, string> = {
  en: [
    "if (?:i am|i['’]m|i may be|i can be|i could be|we are|we['’]re|i have to be|i['’]m being) (?:\\p{L}{1,20} )?(?:honest|frank|blunt|fair|not mistaken)",
    "if (?:you ask|you['’]re asking|you were to ask) (?:me|us)",
    "if (?:i|we) (?:may|might|can) (?:say|ask|add|put it)",
    "if i (?:remember|recall|understand|read)",
    "if you (?:must|want to|really want to|don['’]t mind|do not mind|want my)",
    "if (?:you|i|we) (?:look at|consider|compare|think about)",
    "if (?:possible|anything|truth be told|need be|i['’]m correct|i am correct)",
  ].join("|"),
  de: [
    "wenn (?:ich|wir) (?:\\p{L}{1,20} ){0,2}ehrlich (?:bin|sind|sein)",
    "wenn (?:sie|du|ihr|man) (?:mich|uns) fragen?(?:st|t)?",
    "wenn (?:ich|wir|man) (?:\\p{L}{1,20} ){0,3}(?:sagen|fragen|bitten) (?:darf|dürfen)",
    "wenn (?:ich|wir) (?:mich|uns) (?:\\p{L}{1,20} )?(?:erinnere|erinnern|irre|irren|täusche)",
    "wenn (?:ich|wir) (?:\\p{L}{1,20} ){0,2}richtig (?:verstehe|verstehen|verstanden|sehe|sehen)",
    "wenn (?:man|ich) (?:bedenkt|bedenke|sehe|sieht|überlege|überlegt|vergleiche|vergleicht|daran denke)",
    "(?:wenn|falls) (?:es )?(?:irgend )?(?:möglich|überhaupt|geht)",
    "(?:wenn|falls) (?:sie|du) (?:es|das) (?:\\p{L}{1,20} )?(?:interessiert|wissen (?:wollen|möchten)|wissen willst)",
    "(?:wenn|falls) (?:es )?(?:sie|dich) (?:es )?interessiert",
  ].join("|"),
  es: [
    "si (?:te |le |les |os )?(?:soy|somos|he de ser|debo ser|puedo ser) (?:\\p{L}{1,20} )?(?:sincer|honest|franc)\\p{L}{1,2}",
    "si me (?:lo )?preguntas?n?|si me preguntan|si me permiten?(?:s)?",
    "si (?:quiere|quieren|quieres) (?:que (?:le|les|te) diga|saber) (?:la verdad|mi opinión)",
    "si (?:no (?:me equivoco|recuerdo mal)|mal no recuerdo|es posible|puede ser|se puede|acaso|bien)",
    "si (?:uno |me )?(?:miro|miramos|mira|pienso|considero|consideramos|comparo)",
    "si(?=\\s?[,،])",
  ].join("|"),
  ar: [
    "(?:إذا|اذا|لو) (?:سمحت|تكرمت)(?:م|ي|وا)?",
    "(?:إذا|اذا|لو) (?:سألت|أردت)\\p{L}{0,4}(?: (?:الصراحة|رأيي|الحقيقة))?",
    "(?:إذا|اذا|لو) (?:أمكن|كنت صريح\\p{L}{0,2})",
  ].join("|"),
};

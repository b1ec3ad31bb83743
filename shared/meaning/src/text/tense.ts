import { supportedLanguageOf } from "./languages.ts";

/** What is still to come. */
const FUTURE =
  /(?<![\p{L}\p{N}])(?:will|won['’]t|shall|(?:\p{L}+)['’]ll|(?:am|are|is|['’]m|['’]re|['’]s) (?:about|due|expected|scheduled) to|going to|tomorrow|tonight|soon|shortly|later today|(?<!(?:was|were) (?:\p{L}+ )?)(?:next|coming) (?:week|month|year|time|(?:mon|tues|wednes|thurs|fri|satur|sun)day)|(?:in|within) (?:the next|\d{1,3}|an?|one|two|three|a few|some) (?:few )?(?:minute|hour|day|week|month|working day|business day)s?|goes out|werden?|wirst|werdet|wird|übermorgen|bald|demnächst|in kürze|(?:nächste[nrms]?|kommende[nrms]?) (?:woche|monat|jahr|tage[n]?|(?:mon|diens|donners|frei|sams|sonn)tag|mittwoch|mal)|(?:innerhalb|binnen)|(?:voy|vas|va|vamos|vais|van) a \p{L}+r(?:l[aeo]s?|[mt]e|nos)?|\p{L}{2,}(?:aré|eré|iré|aremos|eremos|iremos|ará|erá|irá|arán|erán|irán|arás|erás|irás)|pasado mañana|pronto|en breve|próxim[ao]s?|dentro de|سوف|غد\p{M}*ا?\p{M}*|الغد|قريب\p{M}*ا?\p{M}*|إن شاء الله|ان شاء الله|القادمة?|المقبلة?|[وف]?س[نيتأا][\p{L}\p{M}]{2,30})(?![\p{L}\p{N}])/iu;
/** `morgen` and `mañana` are also the morning. */
const MORROW =
  /(?<![\p{L}\p{N}])(?<!(?:guten?|heute|gestern|am|jeden|diesen|diesem|gegen|esta|la|buena|cada|ayer por la) )(?:morgen|mañana)(?![\p{L}\p{N}])/iu;
/** How long what is so goes on: a day to come does not make it something to come. */
const LIMIT =
  /(?<![\p{L}\p{N}])(?:until|till|ends?|ended|since|from|valid|bis|endet|ab|seit|gültig|hasta|desde|termina)(?![\p{L}\p{N}])/iu;
/** What somebody shall do, or what happens only perhaps. */
const NO_FACT =
  /^\s*(?:(?:and|then|now|so|also|just|dann|jetzt|nun|und|entonces|ahora|y) )?(?:please|bitte|por favor|press|hold|click|open|try|check|send|let|have|enjoy|give|go|take|make sure|do not|don['’]t|drücken|halten|klicken|öffnen|versuchen|schicken|senden|geben|gehen|prüfen|nehmen|من فضلك)(?![\p{L}\p{N}])|(?<![\p{L}\p{N}])(?:please|bitte|por favor|if|unless|would|could|might|maybe|perhaps|probably|welcome|wenn|falls|sofern|würden?|könnten?|vielleicht|wahrscheinlich|vermutlich|si|quizás?|tal vez|podrían?|podríamos|إذا|اذا|ربما|من فضلك)(?![\p{L}\p{N}])/iu;

/** Whether a sentence speaks of what is still to come, by its verbs or its day. */
export function tellsOfFuture(sentence: string): boolean {
  return FUTURE.test(sentence) || MORROW.test(sentence);
}

/** Whether a sentence says until or since when something is so. */
export function hasLimit(sentence: string): boolean {
  return LIMIT.test(sentence);
}

/** Whether a sentence says that something is so, in a language whose words for other things are known. */
export function tellsOfFact(sentence: string): boolean {
  return !NO_FACT.test(sentence) && supportedLanguageOf(sentence) !== null;
}

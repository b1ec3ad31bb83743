/** Phrases of a commitment. */
const PROMISE =
  /(?<![\p{L}\p{N}])(?:(?:i|we)(?:['’]ll| will| am going to|['’]m going to| are going to|['’]re going to| shall| promise| can have)|you(?:['’]ll| will| should) (?:\p{L}+ )?(?:receive|get|hear|have|see|be)|will (?:\p{L}+ )?(?:be|get|call|send|refund|ship|arrive|reach|contact|email|come|collect|ring|replace|credit|deliver)|(?:ich|wir) (?:werden?|schicken?|senden?|melden?|veranlassen?|erstatten?|überweisen?|leiten?|buchen?|prüfen?|kümmern?|rufen?|bestellen?|tauschen?|verschicken?|versprechen?|schaue?n?|hole?n?|trage?n?|kläre?n?|storniere?n?|schreibe?n?|gebe?n?|reserviere?n?|bringe?n?|lege?n?|mache?n?|komme?n?)|(?:werde|werden|schicken?|senden?|melden?|erstatten?|überweisen?|rufen?) (?:ich|wir)|(?:sie|du) (?:erhalten|bekommen|kriegen|erhältst|bekommst|hören|werden)|wird (?:\S+ ){0,6}(?:geliefert|erstattet|verschickt|versendet|überwiesen|gutgeschrieben|abgeholt|ersetzt|anrufen|kommen)|(?:vamos|voy) a \p{L}+r(?:l[aeo]s?|[mt]e)?|\p{L}{2,}(?:aremos|eremos|iremos|aré|eré|iré)|(?:le|les|te) (?:enviamos|llamamos|devolvemos|reembolsamos|envío|llamo)|recibirás?|será (?:enviado|entregado|reembolsado)s?)(?![\p{L}\p{N}])/iu;
/** Looks like a commitment, but says what somebody must do, feels, sees or is. */
const FIGURE_OF_SPEECH =
  /(?<![\p{L}\p{N}])(?:you(?:['’]ll| will) (?:\p{L}+ )?(?:have to|need to|be (?:charged|asked|surprised|fine|sorry)|see)|you should (?:\p{L}+ )?see (?:an?|the|your) (?:button|link|page|field|menu|icon|list|message)|(?:i|we)(?:['’]ll| will) (?:have to|need to|see|be (?:honest|happy|glad|sorry|late)|admit|wait|need)|will (?:\p{L}+ )?be (?:a|an|too|very|so|hard|difficult|expensive|fine|ok)|ich (?:gebe (?:es )?(?:offen )?zu|komme (?:aus|gerade|damit|mit|von|da)|mache mir|lege (?:viel |großen )?wert|werde (?:noch )?(?:verrückt|wahnsinnig|langsam|ungeduldig|sauer|wütend|krank)|schreibe (?:ihnen|euch|dir)?,? weil)|wir (?:kommen (?:aus|gerade)|machen uns)|(?:sie|du) (?:werden|wirst) (?:sehen|müssen|feststellen|merken)|voy a (?:tener que|ser)|vamos a ver|tendr(?:é|emos|ás?) que|ver(?:é|emos|ás?))(?![\p{L}\p{N}])/giu;
/** Phrases in the first person. */
const OWN =
  /(?<![\p{L}\p{N}])(?:i|we|ich|wir|voy|vamos|\p{L}{2,}(?:aremos|eremos|iremos|aré|eré|iré))(?![\p{L}\p{N}])/iu;
const REFUSAL =
  /(?<![\p{L}\p{N}])(?:not|won['’]?t|can['’]?t|cannot|shan['’]?t|don['’]?t|doesn['’]?t|\p{L}+n['’]t|never|unable|no longer|nobody|no one|nothing|neither|nor|hardly|refuse|decline|reject|deny|unfortunately|impossible|nicht|kein\p{L}{0,2}|nie|niemals|niemand|nichts|weder|kaum|leider|unmöglich|ablehnen|verweigern|bedauerlicherweise|no|nunca|jamás|tampoco|nadie|lamentablemente|desgraciadamente|imposible|rechazar\p{L}*)(?![\p{L}\p{N}])/iu;
/** Does not negate. */
const HARMLESS =
  /(?<![\p{L}\p{N}])(?:not only|no later|not later|no (?:extra |additional )?(?:cost|costs|charge|fee|fees|problem|worries|matter)|nicht nur|nicht später|kein(?:e|en)? (?:problem|sorge|umstände)|no solo|no sólo|sin coste|no más tarde|do not worry|don['’]t worry|not hesitate|nicht zögern)(?![\p{L}\p{N}])/giu;
const CONDITION =
  /(?<![\p{L}\p{N}])(?:if|unless|provided|providing|in case|as long as|should (?:you|it|they|the)|would|could|might|(?<!\d\p{L}{0,2} )may(?!,? \d)|maybe|perhaps|possibly|probably|hopefully|wenn|falls|sofern|außer|solange|sollten? (?:sie|du|es|das|der|die)|könnten?|würden?|dürften?|vielleicht|möglicherweise|eventuell|womöglich|vermutlich|wahrscheinlich|hoffentlich|si|siempre que|a menos que|en caso de|salvo|quizás?|tal vez|probablemente|posiblemente|podrían?|podríamos)(?![\p{L}\p{N}])/iu;
/** "I will check if …" is a commitment, although it contains a condition. */
const WHETHER =
  /(?<![\p{L}\p{N}])(?:check|see|ask|know|find out|look|tell you|confirm|verify|prüfen?|comprobar\p{L}*|verificar\p{L}*|ver) (?:if|si)(?![\p{L}\p{N}])/giu;
const REPORTED =
  /(?<![\p{L}\p{N}])(?<!(?:as|like|wie|como) (?:i |we |ich |wir )?)(?:said|told|says|claims?|claimed|stated|promised|assured|according to|supposedly|heard|sagte[n]?|gesagt|sagt|hieß|laut|behauptet\p{L}*|versprach(?:en)?|versprochen|angeblich|dijo|dijeron|dice[n]?|prometió|prometieron|según|supuestamente)(?![\p{L}\p{N}])/iu;
const QUESTION = /[?？؟;]\s*$|^\s*¿/u;
/** The start of another clause. */
const CLAUSE =
  /[,;:–—،]|\s-\s|(?<![\p{L}\p{N}])(?:but|however|and|so that|that|because|which|who|aber|sondern|jedoch|und|dass|damit|weil|denn|pero|sino|porque|y|que)(?![\p{L}\p{N}])/iu;

/** Whether a sentence is a commitment: not negated, not a question, not about others, not conditional. */
export function isCommitment(sentence: string): boolean {
  if (!PROMISE.test(sentence)) return false;
  if (QUESTION.test(sentence) || REPORTED.test(sentence)) return false;
  const certain = sentence.replaceAll(HARMLESS, " ").replaceAll(WHETHER, " ").replaceAll(FIGURE_OF_SPEECH, " ");
  if (CONDITION.test(certain)) return false;
  return certain.split(CLAUSE).some((clause) => PROMISE.test(clause) && !REFUSAL.test(clause));
}

/** A customer's commitment must be in the first person: "you will get" is about the tenant. */
export function isOwnCommitment(sentence: string): boolean {
  return isCommitment(sentence) && OWN.test(sentence);
}

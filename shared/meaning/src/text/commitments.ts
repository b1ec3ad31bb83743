/** Phrases of a commitment. */
const PROMISE =
  /(?<![\p{L}\p{N}])(?:(?:i|we)(?:['’]m| am|['’]re| are) (?:now )?(?:sending|shipping|refunding|replacing|posting|mailing|arranging|crediting|reimbursing|forwarding)|(?:i|we)(?:['’]ll| will| am going to|['’]m going to| are going to|['’]re going to| shall| promise| can have)|you(?:['’]ll| will| should) (?:\p{L}+ )?(?:receive|get|hear|have|see|be)|will (?:\p{L}+ )?(?:be|get|call|send|refund|ship|arrive|reach|contact|email|come|collect|ring|replace|credit|deliver)|(?:ich|wir) (?:werden?|schicken?|senden?|melden?|veranlassen?|erstatten?|überweisen?|leiten?|buchen?|prüfen?|kümmern?|rufen?|bestellen?|tauschen?|verschicken?|versprechen?|schaue?n?|hole?n?|trage?n?|kläre?n?|storniere?n?|schreibe?n?|gebe?n?|reserviere?n?|bringe?n?|lege?n?|mache?n?|komme?n?)|(?:werde|werden|schicken?|senden?|melden?|erstatten?|überweisen?|rufen?) (?:ich|wir)|(?:sie|du) (?:erhalten|bekommen|kriegen|erhältst|bekommst|hören|werden)|wird (?:\S+ ){0,6}(?:geliefert|erstattet|verschickt|versendet|überwiesen|gutgeschrieben|abgeholt|ersetzt|anrufen|kommen)|(?:vamos|voy) a \p{L}+r(?:l[aeo]s?|[mt]e)?|\p{L}{2,}(?:aremos|eremos|iremos|aré|eré|iré)|(?:le|les|te) (?:enviamos|llamamos|devolvemos|reembolsamos|envío|llamo)|recibirás?|será (?:enviado|entregado|reembolsado)s?)(?![\p{L}\p{N}])/iu;
/** Looks like a commitment, but says what somebody must do, feels, sees or is. */
const FIGURE_OF_SPEECH =
  /(?<![\p{L}\p{N}])(?:you(?:['’]ll| will) (?:\p{L}+ )?(?:have to|need to|be (?:charged|asked|surprised|fine|sorry)|see)|you should (?:\p{L}+ )?see (?:an?|the|your) (?:button|link|page|field|menu|icon|list|message)|(?:i|we)(?:['’]ll| will| are going to) (?:(?:certainly |do our best to )?(?:try|attempt)|have to|need to|see|be (?:honest|happy|glad|sorry|late)|admit|wait|need)|will (?:\p{L}+ )?be (?:a|an|too|very|so|hard|difficult|expensive|fine|ok)|ich (?:gebe (?:es )?(?:offen )?zu|komme (?:aus|gerade|damit|mit|von|da)|mache mir|lege (?:viel |großen )?wert|werde (?:noch )?(?:verrückt|wahnsinnig|langsam|ungeduldig|sauer|wütend|krank)|schreibe (?:ihnen|euch|dir)?,? weil)|wir (?:kommen (?:aus|gerade)|machen uns)|(?:sie|du) (?:werden|wirst) (?:sehen|müssen|feststellen|merken)|(?:ich|wir) (?:werden?) (?:\p{L}+ ){0,3}versuchen|(?:voy|vamos) a (?:intentar|tratar de)\p{L}*|intentar(?:é|emos)|tratar(?:é|emos) de|voy a (?:tener que|ser)|vamos a ver|tendr(?:é|emos|ás?) que|ver(?:é|emos|ás?))(?![\p{L}\p{N}])/giu;
/** Phrases in the first person. */
const OWN =
  /(?<![\p{L}\p{N}])(?:i|we|ich|wir|voy|vamos|\p{L}{2,}(?:aremos|eremos|iremos|aré|eré|iré))(?![\p{L}\p{N}])/iu;
/** Words that say the opposite of what stands beside them. */
const NEGATION =
  /(?<![\p{L}\p{N}])(?:not|won['’]?t|wont|can['’]?t|dont|doesnt|cannot|shan['’]?t|don['’]?t|doesn['’]?t|\p{L}+n['’]t|never|unable|fail(?:s|ed)? to|no longer|nobody|no one|none|nothing|zero|neither|nor|hardly|barely|scarcely|seldom|rarely|impossible|nicht|mitnichten|kein\p{L}*|nie|niemals|nimmer|niemand\p{L}*|nichts|nirgends|weder|kaum|schwerlich|unmöglich|no|ni|nunca|jamás|tampoco|nadie|nada|ning(?:ún|un[ao]s?)|apenas|imposible|en absoluto)(?![\p{L}\p{N}])/iu;
/** Says no without a negation. "We will cancel your order" may be just what was asked for. */
const REFUSAL =
  /(?<![\p{L}\p{N}])(?:instead of|keep (?:the|your)|withhold|cancel (?:your|the) (?:refund|replacement|repayment)|refus(?:e[sd]?|ing|al)|declin(?:e[sd]?|ing)|reject(?:s|ed|ing)?|den(?:y|ies|ied|ying)|unfortunately|out of the question|leider|ausgeschlossen|einbehalten|ablehnen|abgelehnt|verweiger[nt]|bedauerlicherweise|abseh\p{L}*|storniere?n? (?:ihre|ihren|deine|deinen) erstattung|lamentablemente|desgraciadamente|rechaz\p{L}*|(?:de)?negar\p{L}*)(?![\p{L}\p{N}])/iu;
/** Does not negate. */
const HARMLESS =
  /(?<![\p{L}\p{N}])(?:not only|no later|not later|(?:no|zero) (?:extra |additional )?(?:cost|costs|charge|fee|fees|problem|worries|matter|doubt)|(?:without|beyond) (?:a |any )?doubt|as soon as (?:possible|(?:i|we) can)|at once|once (?:more|again|and for all|(?:a|per|every) \p{L}+)|nicht nur|nicht später|kein(?:e|en)? (?:probleme?|sorgen?|umstände|zweifel)|keinerlei (?:kosten|gebühren|umstände)|(?:sobald|so bald) (?:wie|als) möglich|no solo|no sólo|sin coste|no más tarde|no (?:se|te|os) preocup\p{L}+|(?:tan pronto como|en cuanto) (?:sea posible|pueda|podamos)|en cuanto a|de nada|do not worry|don['’]t worry|not hesitate|nicht zögern)(?![\p{L}\p{N}])/giu;
const CONDITION =
  /(?<![\p{L}\p{N}])(?:if|unless|only|where|contingent on|dependent on|barring|following (?:a|an|the|your|our)? ?(?:inspection|receipt|approval|check|return)|given that|were (?:it|they|you)|it seems|seemingly|provided|providing|in (?:case|the event)|(?:as|so) long as|on condition|subject to|depend(?:s|ing) on|pending|assuming|supposing|otherwise|once|when(?:ever)?|(?:as soon as|the moment) (?:\p{L}+ ){0,5}(?:you|your|receiv\p{L}+|returned|(?:we|i) (?:have|get)|with us|back|arriv\p{L}+|inspected|checked)|upon|(?:on|only|only after|after) (?:receipt|receiving|inspect\p{L}+|checking)|only after|after (?:you|we|i|he|she|it|they|your|our)|unlikely|improbable|doubt(?:s|ful)?|should (?:you|it|they|the)|would|could|might|(?<!\d\p{L}{0,2} )may(?!,? \d)|maybe|perhaps|wonder(?:s|ing)?|guess(?:es)?|thinks|believes|reckons|possibly|probably|hopefully|wenn|falls|nur|im falle?|es sei denn|gegen (?:rechnung|vorlage|quittung|nachweis)|bei (?:vorlage|rückgabe|rücksendung|rückerhalt|eingang|erhalt|prüfung|bedarf|verfügbarkeit)|ggf|gegebenenfalls|evtl|wohl|dann|sofern|soweit|insofern|außer|solange|sobald|sowie (?:die|der|das|sie|wir|ich)|nachdem|vorausgesetzt|angenommen|vorbehaltlich|unter der (?:bedingung|voraussetzung)|je nach(?:dem)?|(?:erst|nur) nach|nach (?:erhalt|eingang|rückerhalt|rückgabe|rücksendung|prüfung|begutachtung)|andernfalls|ansonsten|sonst|unwahrscheinlich|zweifelhaft|fraglich|(?:be)?zweifle|sollten? (?:sie|du|es|das|der|die)|könnten?|würden?|dürften?|vielleicht|frage mich|fragt sich|glaubt|denkt|meint|möglicherweise|eventuell|womöglich|vermutlich|wahrscheinlich|hoffentlich|solo|sólo|a lo mejor|con suerte|ojalá|a cambio de|previ[oa]|si|cuando|en cuanto|tan pronto|una vez (?:que|\p{L}+[aei]d[oa]s?)|(?:después|luego) de (?:que|\p{L}+r)|tras (?:recib\p{L}+|la recepción|\p{L}+rl[ao]s?)|al (?:recibir|llegar)\p{L}*|solo tras|siempre que|a menos que|a condición|con tal de|en caso de|en el caso|suponiendo|dependiendo|de lo contrario|salvo|dudo|dudamos|dudoso|improbable|poco probable|quizás?|me pregunto|cree|creen|tal vez|probablemente|posiblemente|podrían?|podríamos)(?![\p{L}\p{N}])/iu;
/** "I will check if …" and "I will tell you when …" are commitments, and so is what waits only for the speaker: "once I have checked". */
const WHETHER =
  /(?<![\p{L}\p{N}])(?:check|see|ask|know|find out|look|tell you|confirm|verify|prüfen?|comprobar\p{L}*|verificar\p{L}*|ver) (?:if|when|si|cuándo)(?![\p{L}\p{N}])|(?<![\p{L}\p{N}])(?:(?:tell|notify|inform|message|update|call|ring|phone|text|e-?mail|contact|write to) you|let you know|confirm(?: (?:it|this|that|the \p{L}+))?(?: (?:to|with) you)?(?: by \p{L}+)?|bescheid|(?:melde mich|melden uns)(?: bei ihnen| bei dir)?|avis(?:aré|aremos|arl[eo]s?|arte)|llamar(?:é|emos)),? (?:when|once|as soon as|sobald|wenn|cuando|en cuanto)(?![\p{L}\p{N}])|(?<![\p{L}\p{N}])(?:when|once|as soon as|after) (?:i|we)(?:['’](?:m|re|ve)| am| are| have| get)? (?:home|back|there|checked|know|known|asked|spoken|talked|heard|looked|finished|found out)(?![\p{L}\p{N}])|(?<![\p{L}\p{N}])sobald (?:ich|wir) (?:mehr |etwas |näheres )?(?:weiß|wissen|zu hause|zurück)(?![\p{L}\p{N}])/giu;
const REPORTED =
  /(?<![\p{L}\p{N}])(?<!(?<!\p{L})(?:as|like|wie|como) (?:i |we |ich |wir )?)(?:said|told|says|claims?|claimed|stated|promised|assured|according to|supposedly|heard|sagte[n]?|gesagt|sagt|hieß|laut|behauptet\p{L}*|versprach(?:en)?|versprochen|angeblich|dijo|dijeron|dice[n]?|prometió|prometieron|según|supuestamente)(?![\p{L}\p{N}])/iu;
const QUESTION = /[?？؟;]\s*$|^\s*¿/u;
/** The start of another clause; the group is a word by which the clause depends on the one before. */
const CLAUSE =
  /(?:,\s)?(?<![\p{L}\p{N}])(that|dass|que)(?![\p{L}\p{N}])|[,;:–—،]|\s-\s|(?<![\p{L}\p{N}])(?:but|however|and|so that|because|which|who|aber|sondern|jedoch|und|damit|weil|denn|pero|sino|porque|(?:así|ya|por lo|sino) que|y)(?![\p{L}\p{N}])/iu;

/** "Send it back and we will …", "Ist er kaputt, schicken wir …": what begins with an order or a verb waits for it. */
const ORDER_FIRST =
  /^\s*(?:please |bitte |por favor )?(?:send|return|bring|give|show|pay|confirm|sign|fill|upload|schicken|senden|bringen|geben|zeigen|zahlen|bestätigen|ist|sind|war|haben?|hat|env[ií]e(?:n|nos)?|devuelva(?:n|lo|la)?)(?![\p{L}\p{N}])[^.!?]{0,200}?(?:,|(?<![\p{L}])(?:and|then|und|dann|y)(?![\p{L}]))/iu;

/** Whether a sentence is a commitment: not negated, not a question, not about others, not conditional. */
export function isCommitment(sentence: string): boolean {
  if (!PROMISE.test(sentence)) return false;
  if (QUESTION.test(sentence) || REPORTED.test(sentence)) return false;
  const certain = sentence.replaceAll(HARMLESS, " ").replaceAll(WHETHER, " ").replaceAll(FIGURE_OF_SPEECH, " ");
  if (CONDITION.test(certain) || ORDER_FIRST.test(certain)) return false;
  return hasCertainClause(certain);
}

/** "I do not think that we will …" refuses in the clause before, "We will make sure that it does not …" promises there. */
function hasCertainClause(sentence: string): boolean {
  // Clauses and the words between them take turns.
  const parts = sentence.split(CLAUSE);
  let isRefused = false;
  for (let at = 0; at < parts.length; at += 2) {
    const clause = parts[at] ?? "";
    const isDependent = parts[at - 1] !== undefined;
    isRefused = NEGATION.test(clause) || REFUSAL.test(clause) || (isDependent && isRefused);
    if (!isRefused && PROMISE.test(clause)) return true;
  }
  return false;
}

/** Whether something in a sentence is negated: what did not happen is told by the same words as what did. */
export function isNegated(sentence: string): boolean {
  return NEGATION.test(sentence.replaceAll(HARMLESS, " "));
}

/** A customer's commitment must be in the first person: "you will get" is about the tenant. */
export function isOwnCommitment(sentence: string): boolean {
  return isCommitment(sentence) && OWN.test(sentence);
}

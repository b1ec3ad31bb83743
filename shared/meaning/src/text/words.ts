/** Words that carry no content, English and German, without apostrophes. */
const STOP = new Set(
  `a about after again all also am an and any are as at be been before being but by can cant could couldnt did didnt do does
doesnt doing dont for from get got had has hasnt have havent having he her here him his how i id if ill im in into is isnt it
its ive just let lets like me more most much my no not now of off on only or other our out over own please really said same
she should so some such than that thats the their them then there these they theyre this those to too up us very was wasnt
we well were what whats when where which who why will with wont would yes yeah yet you youre your
aber alle als also am an auch auf aus bei bin bis bitte da dann das dass dem den denn der des die dies diese dieser doch du
durch ein eine einem einen einer er es etwas euch für gar hab habe haben hat hatte hier ich ihm ihn ihnen ihr ihre ihren im in
ist ja jetzt kann kein keine können man mein meine meinen mich mir mit nach nein nicht noch nun nur ob oder ohne schon sehr
sein seine sich sie sind so über um und uns unser unsere vom von vor war waren was weil wenn werden wie wieder wir wird wo wurde
zu zum zur`.split(/\s+/),
);

/** Courtesies: said in every conversation and never what it is about. */
const COURTESY = new Set(
  `hi hello hey dear thanks thank thx cheers welcome sorry apologise apologize apologies moment sec sure great perfect okay ok
alright fine good morning afternoon evening day bye goodbye nice lovely awesome wonderful glad happy help helping assist
understand appreciate patience waiting frustrating inconvenience contacting reaching anything else kind regards enjoy connection course patience note best wait
hallo guten tag morgen abend moin servus danke dank vielen lieber liebe gerne gern klar super prima alles okay tut leid
entschuldigung entschuldigen verstehe verständnis geduld augenblick schönen schöne grüße gruß tschüss ciao helfen hilfe`.split(
    /\s+/,
  ),
);

export function wordsOf(text: string): string[] {
  return (
    text
      .toLowerCase()
      .replaceAll(/[’']/g, "")
      .match(/[\p{L}\p{N}][\p{L}\p{N}.@-]*[\p{L}\p{N}]|[\p{L}\p{N}]/gu) ?? []
  );
}

/** Words that tell something: no stop words, no courtesies. */
export function contentWordsOf(text: string): string[] {
  return wordsOf(text).filter((word) => !STOP.has(word) && !COURTESY.has(word));
}

/** Endings off, so that `refunded` and `refund` are one word. Crude on purpose: it only compares. */
export function stemOf(word: string): string {
  if (/\d/.test(word) || word.length < 5) return word;
  return word.replace(/(?:ingly|edly|ings|ing|ies|ied|est|ern|en|er|es|ed|ly|em|e|s|n)$/u, "");
}

export function countWords(text: string): number {
  return text.trim() === "" ? 0 : text.trim().split(/\s+/).length;
}

const GERMAN =
  /\b(?:ich|nicht|und|ist|das|die|der|wir|sie|mit|für|auf|bitte|noch|eine?|meine?|haben?|wurde|danke)\b/giu;
const ENGLISH = /\b(?:the|and|is|my|you|not|have|with|for|this|that|please|was|it|on|thanks|your|we|are)\b/giu;

export function languageOf(text: string): "en" | "de" {
  return (text.match(GERMAN)?.length ?? 0) > (text.match(ENGLISH)?.length ?? 0) ? "de" : "en";
}

import { phrases, type Phrases } from "./sentiment-phrases.ts";

/** Takes back the feeling that comes after it, as a negation does. */
export const ANYTHING_BUT: Phrases = {
  en: phrases("anything but", "far from(?: being)?", "less than"),
  de: phrases(
    "alles andere als",
    "weit davon entfernt,?",
    "keineswegs",
    "keinesfalls",
    "mitnichten",
    "wenig(?= (?:zufrieden|hilfreich|freundlich|erfreut))",
  ),
  es: phrases("todo menos", "cualquier cosa menos", "lejos de(?: estar)?", "dist(?:o|amos) mucho de(?: estar)?"),
  ar: phrases("أبعد ما (?:أكون|نكون) عن", "بعيد(?:ا|ة)? (?:كل البعد )?عن"),
};

const before = (some: string) => new RegExp(String.raw`(?<![\p{L}\p{N}])(?=(?:${some})(?![\p{L}\p{N}]))`, "giu");

/** Where a feeling begins that is denied after it: "Zufrieden bin ich nicht." */
export const DENIED_AFTER: Phrases = {
  en: before("(?:happy|satisfied|pleased|content|great) (?:is|are|was|am|i am|we are|i['’]m|we['’]re) not"),
  de: before(
    String.raw`(?:zufrieden|begeistert|gut|hilfreich|schön|toll) (?:bin|sind|war|waren|ist) (?:\p{L}{1,20} ){1,4}(?:nicht|kaum|keineswegs|nie)|(?:zufrieden(?:heit)?|begeistert|hilfreich|gut) kann (?:\p{L}{1,20} ){0,2}keine rede`,
  ),
  es: before("(?:content[oa]|satisfech[oa]|feliz) no (?:estoy|estamos|puedo)"),
};

const REST = String.raw`[^.!?؟\n]{0,300}`;
const SOME = String.raw`(?:\p{L}{1,20} ){0,3}`;
const SOME_AFTER = String.raw`(?: \p{L}{1,20}){0,4}`;

/** How somebody felt before, or would feel: it says nothing of now. */
export const NOT_NOW: Phrases = {
  en: phrases(
    `(?:(?:i|we) )?used to${REST}`,
    `(?:i|we) had been ${SOME}(?:happy|satisfied|pleased)${REST}`,
    `once,? (?:i|we) (?:was|were|loved)${REST}`,
    `(?:i|we) (?:might|may|could) (?:be|get|become|feel)${SOME_AFTER}`,
    `(?:i|we) (?:once|always) (?:loved|liked|was|were)${REST}`,
    `(?:i|we) (?:was|were) ${SOME}(?:happy|satisfied|pleased)(?=${REST}(?:until|before|but))${REST}`,
    `(?:if|unless|in case|should (?:it|you|they|this|that))${REST}`,
    `(?:i|we|this|it|that|they)(?:['’]ll| will|['’]d| would| am going to| are going to|['’]m going to|['’]re going to) ${SOME}(?:be|get|become|feel|hate|sue|love)${SOME_AFTER}`,
  ),
  de: phrases(
    `(?:früher|einst|damals) (?:war|waren|fand|fanden|hatte|mochte)${REST}`,
    `(?:ich|wir) (?:war|waren|fand|fanden) ${SOME}(?:früher|einst|immer|mal|einmal|stets)${REST}`,
    `(?:ich|wir) (?:war|waren) ${SOME}(?:zufrieden|begeistert)(?=${REST}(?:bis|aber|doch))${REST}`,
    `(?:wenn|falls|sofern|sollte (?:es|das|sie|ich))${REST}`,
    `(?:werde|werden|wäre|wären|würde|würden) (?:ich|wir)${SOME_AFTER}|(?:ich|wir) (?:werde|werden|wäre|wären|würde|würden)${SOME_AFTER}`,
  ),
  es: phrases(
    `(?:antes (?:me|nos|estaba|era)|solía|solíamos)${REST}`,
    `(?:me encantaba|nos encantaba|(?:estaba|estábamos) ${SOME}(?:content|satisfech|feliz|encantad)\\p{L}{0,3})${REST}`,
    `(?:si|en caso de)${REST}`,
    `(?:estaré|estaría|estaremos|estaríamos|me voy a|nos vamos a|seré|sería|me enfadaré)${SOME_AFTER}`,
  ),
  ar: phrases(`كن(?:ت|ا)${SOME_AFTER}`, `(?:إذا|اذا|لو)${REST}`, `س(?:أكون|نكون)${SOME_AFTER}`),
};

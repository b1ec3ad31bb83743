import type { SupportedLanguage } from "@chorus/meaning/text/languages";
import { LINE, NO_CONDITION, restOfCondition, restOfPast } from "./sentiment-now.ts";
import { phrases, type Phrases } from "./sentiment-phrases.ts";

const SOME = String.raw`(?:\p{L}{1,20} ){0,3}`;
const SOME_AFTER = String.raw`(?: (?!(?:but|because|now|aber|weil|jetzt|pero|porque|ahora|و?لكن|و?الآن|لأن)(?!\p{L}))\p{L}{1,20}){0,4}`;
/** What somebody is used to is so now. */
const IS_USED = String.raw`(?<!(?:(?<!\p{L})(?:am|are|is|was|were|be|been|being|get|gets|got|getting|become|became|not|so|too|very|quite|really|hardly)|['’]m|['’]re|['’]s|n['’]t) )`;
const condition = (language: SupportedLanguage, words: string) =>
  `(?!(?:${NO_CONDITION[language]})(?!\\p{L}))(?:${words})${restOfCondition(language)}`;
const [PAST_EN, PAST_DE, PAST_ES] = [restOfPast("en"), restOfPast("de"), restOfPast("es")];

/** How somebody felt before, or would feel: it says nothing of now. */
export const NOT_NOW: Phrases = {
  en: phrases(
    `(?:(?:i|we) )?${IS_USED}used to${PAST_EN}`,
    `(?:i|we) had been ${SOME}(?:happy|satisfied|pleased)${PAST_EN}`,
    `once,? (?:i|we) (?:was|were|loved)${PAST_EN}`,
    `(?:i|we) (?:might|may|could) (?:be|get|become|feel)${SOME_AFTER}`,
    `(?:i|we) (?:once|always) (?:loved|liked|was|were)${PAST_EN}`,
    `(?:i|we) (?:was|were) ${SOME}(?:happy|satisfied|pleased)(?=${LINE}(?:until|before|but))${PAST_EN}`,
    condition(
      "en",
      "(?:i|we) (?:only |really |do |so )?wish(?:ed)? (?:i|we|it|this|that|you|they|the \\p{L}+)|if only",
    ),
    condition("en", "if|unless|in case|should (?:it|you|they|this|that)"),
    `(?:i|we|this|it|that|they)(?:['’]ll| will|['’]d| would| am going to| are going to|['’]m going to|['’]re going to) ${SOME}(?:be|get|become|feel|hate|sue|love)${SOME_AFTER}`,
  ),
  de: phrases(
    `(?:früher|einst|damals) (?:war|waren|fand|fanden|hatte|mochte)${PAST_DE}`,
    `(?:ich|wir) (?:war|waren|fand|fanden) ${SOME}(?:früher|einst|immer|mal|einmal|stets)${PAST_DE}`,
    `(?:ich|wir) (?:war|waren) ${SOME}(?:zufrieden|begeistert)(?=${LINE}(?:bis|aber|doch))${PAST_DE}`,
    condition("de", "(?:ich|wir) wünschten?,?|ich würde gerne? sagen|ich hätte gerne? gesagt"),
    condition("de", "wenn|falls|sofern|sollte (?:es|das|sie|ich)"),
    `(?:werde|werden|wäre|wären|würde|würden) (?:ich|wir)${SOME_AFTER}|(?:ich|wir) (?:werde|werden|wäre|wären|würde|würden)${SOME_AFTER}`,
  ),
  es: phrases(
    `(?:antes (?:me|nos|estaba|era)|solía|solíamos)${PAST_ES}`,
    `(?:me encantaba|nos encantaba|(?:estaba|estábamos) ${SOME}(?:content|satisfech|feliz|encantad)\\p{L}{0,3})${PAST_ES}`,
    condition("es", "si|en caso de|ojalá|me gustaría (?:poder )?decir|quisiera (?:poder )?decir"),
    `(?:estaré|estaría|estaremos|estaríamos|me voy a|nos vamos a|seré|sería|me enfadaré)${SOME_AFTER}`,
  ),
  ar: phrases(
    `كن(?:ت|ا)${SOME_AFTER}`,
    condition("ar", "إذا|اذا|لو|ليت\\p{L}{0,3}|أتمنى لو|كم أتمنى"),
    `س(?:أكون|نكون)${SOME_AFTER}`,
  ),
};

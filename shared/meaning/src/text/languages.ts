import { toCompatibleForm, foldMarks } from "@chorus/kernel/fold-text";

export type SupportedLanguage = "en" | "de" | "es" | "ar";

/** Function words that identify a language. The last group is detected only to know that it is not supported. */
const TELLING: Record<SupportedLanguage | "other", Set<string>> = {
  en: wordsIn(`the and is are my you your not have has with for this that please it its was were on of to i we they from still what when
where how why can could would will thanks thank no now do does did been there here an at by all but so very me our order`),
  de: wordsIn(`ich nicht und ist das die der den dem wir sie mit für auf bitte noch ein eine einen mein meine haben habe hat wurde danke
von zu zum zur es war sind aber auch wie was wo wann warum kein keine ihr ihre im am bei schon sehr immer vielen gut alles leider jetzt`),
  es: wordsIn(`el los las un una unos y es son mi mis su no con para por este esta esto que del al lo me nos he ha han muy pero como
cuando donde gracias muchas hola quiero puedo puede todo ya está pedido hay favor buenos días estoy estamos`),
  ar: wordsIn(`في من على الى إلى هذا هذه لا لم لن ما هل مع عن أن ان كان التي الذي شكرا جزيلا أنا نحن لكم لك طلبي كيف متى أين قد جدا مرحبا
السلام عليكم غير ليس يا كل بعد أريد اريد`),
  other:
    wordsIn(`le les des du une est et vous nous je pas ne dans sur avec pour merci bonjour mais votre cette il che di per non sono grazie
mio mia della del ma questo ho hai sono molto não nao um uma os obrigado obrigada você para com meu minha muito het een niet ik van dat
zijn voor heb wij jullie bedankt nie jest się na dziękuję że mam czy proszę och att jag inte är det som på tack ve bir bu için değil
teşekkürler og jeg ikke er til på takk tak și nu este pentru mulțumesc az és nem egy köszönöm a je na se že není děkuji ما است را که از
این برای با در یک نیست ہے کا کی میں`),
};

/** In one form, as the lists have them. */
export function foldedWordsOf(text: string): string[] {
  return text.match(/\p{L}[\p{L}\p{M}]*(?:['’]\p{L}+)?/gu)?.map(foldWord) ?? [];
}

function foldWord(word: string): string {
  const composed = toCompatibleForm(word).toLowerCase().replaceAll(/['’]/gu, "");
  return foldMarks(composed);
}

export function wordsIn(list: string): Set<string> {
  return new Set(list.split(/\s+/).map(foldWord));
}

/** The language with the most function words in a text; null without any, or when it is not supported. */
export function supportedLanguageOf(text: string): SupportedLanguage | null {
  const words = foldedWordsOf(text);
  const signs = (language: SupportedLanguage | "other") => words.filter((word) => TELLING[language].has(word)).length;
  let best: { language: SupportedLanguage; count: number } | null = null;
  for (const language of ["en", "de", "es", "ar"] as const) {
    const count = signs(language);
    if (count > (best?.count ?? 0)) best = { language, count };
  }
  return best && best.count >= signs("other") ? best.language : null;
}

/** Whether it contains a function word of the language. */
export function hasWordOf(language: SupportedLanguage, words: readonly string[]): boolean {
  return words.some((word) => TELLING[language].has(word));
}

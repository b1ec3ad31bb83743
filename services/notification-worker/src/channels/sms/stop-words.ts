/**
 * The words that carriers and 47 CFR 64.1200(a)(10) require, and ours in other languages. A word counts only
 * when it is the whole message: "please stop by at noon" is an answer.
 */
const STOP = new Set([
  ...["stop", "stopall", "end", "quit", "cancel", "unsubscribe", "revoke", "optout"],
  ...["stopp", "abmelden", "arret", "arreter", "baja", "alto", "parar", "detener", "cancelar"],
  // Arabic, without diacritics: توقف, إيقاف, إلغاء.
  ...["توقف", "ايقاف", "الغاء"],
]);
/** Mail programs that send text messages add a signature. */
const SIGNATURE = /\n--[ \u00A0]?\r?\n[^]*$/;
const START = new Set(["start", "yes", "unstop"]);

/** @returns the word and its effect; null for any other message */
export function readStopWord(text: string): { word: string; asks: "stop" | "start" } | null {
  const word = lettersOf(text.replace(SIGNATURE, ""));
  if (STOP.has(word)) return { word, asks: "stop" };
  return START.has(word) ? { word, asks: "start" } : null;
}

/** Phones add punctuation, spaces, emoji and accents, in any width and case: "Ｓｔｏｐ！", "Opt-out", "ARRÊT". */
function lettersOf(text: string): string {
  return text
    .normalize("NFKD")
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]/gu, "");
}

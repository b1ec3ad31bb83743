/**
 * What carriers and 47 CFR 64.1200(a)(10) want honoured, and ours in the other languages that people write here. A word stops only
 * when it is the whole message: "please stop by at noon" is an answer.
 */
const STOP = new Set([
  ...["stop", "stopall", "end", "quit", "cancel", "unsubscribe", "revoke", "optout"],
  ...["stopp", "abmelden", "arret", "arreter", "baja", "alto", "parar", "detener", "cancelar"],
  // Arabic, as the letters are without their marks: توقف, إيقاف, إلغاء.
  ...["توقف", "ايقاف", "الغاء"],
]);
/** Mail programs that send text messages put a signature below. */
const SIGNATURE = /\n--[ \u00A0]?\r?\n[^]*$/;
const START = new Set(["start", "yes", "unstop"]);

/** @returns the word, and what it asks for; null for any other message */
export function readStopWord(text: string): { word: string; asks: "stop" | "start" } | null {
  const word = lettersOf(text.replace(SIGNATURE, ""));
  if (STOP.has(word)) return { word, asks: "stop" };
  return START.has(word) ? { word, asks: "start" } : null;
}

/** Telephones add punctuation, spaces, emoji and accents, in whatever width and case: "Ｓｔｏｐ！", "Opt-out", "ARRÊT". */
function lettersOf(text: string): string {
  return text
    .normalize("NFKD")
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]/gu, "");
}

import { isBadNews } from "./bad-news.ts";
import { isCommitment, isNegated } from "@chorus/meaning/text/commitments";
import { isDoubtful } from "@chorus/meaning/text/conditions";
import { isUnreal } from "@chorus/meaning/text/tense";
import { isUndone } from "@chorus/meaning/text/undone";

/** What a sentence does, recognised by its words; English and German together, because people mix them. */
const SIGNALS = {
  question:
    /[?？؟]\s*$|^\s*¿|^(?:can|could|would|will|when|where|what|how|why|who|which|is there|are there|do you|does|did|have you|any (?:news|update)|kann|können|könnten|wann|wo|was|wie|warum|wer|welche|gibt es|haben sie|ist es)\b/iu,
  problem:
    /\b(?:not|n['’]t|no longer|never|nobody|broken|broke|wrong|missing|damaged|faulty|defective|fail(?:s|ed|ing)?|error|issue|problem|stuck|late|delayed|lost|stopped|charged|overcharged|double|twice|leak(?:s|ing)?|crack(?:s|ed|ling)?|crash(?:es|ed|ing)?|locked|refused|declined|rejected|dead|slow|noise|scratched|torn|empty|expired|cancel(?:led|ed)?|unable|cannot|hacked|allergic|bug|spam|complain)\b|\b(?:nicht|kein|keine|keinen|nie|niemand|kaputt|falsch(?:e|er|es|en)?|fehlt|fehlen|beschädigt|defekt(?:e|es)?|fehler|problem|hängt|verspätet|verloren|doppelt|gesperrt|abgelehnt|leer|abgestürzt|undicht|zerbrochen|zu viel|storniert|kalt|ausgefallen|leider)\b/iu,
  cause:
    /\b(?:because|turns out|turned out|caused by|due to|the reason|that['’]s why|comes from|was set to|the cause|it looks like|looks like|apparently|weil|grund|lag an|liegt an|ursache|verursacht|da(?:ran|her)|deshalb|offenbar|es stellt sich heraus)\b/iu,
  fix: /\b(?:i|we)(?:['’]ve| have| had)(?: now| just| also| already)* \p{L}+|\b(?:fixed|resolved|refunded|replaced|reset|cancelled|canceled|updated|corrected|unlocked|credited|reshipped|upgraded|activated|extended|removed|changed|rebooked|issued|processed|applied|sent|opened|arranged|booked|waived|restored)\b|\b(?:behoben|erstattet|ersetzt|zurückgesetzt|storniert|aktualisiert|korrigiert|entsperrt|gutgeschrieben|verschickt|versendet|freigeschaltet|verlängert|entfernt|geändert|umgebucht|eingetragen|veranlasst|gelöst|ausgetauscht|hinterlegt|gebucht|angelegt)\b/iu,
  outcome:
    /\b(?:works? (?:now|again|fine|perfectly)|working (?:now|again)|that (?:worked|did it|fixed it|solved it)|(?:is|it['’]s) (?:fixed|solved|resolved|back)|solved|got it|just arrived|has arrived|came through|i can (?:log in|see it|print|access)|all (?:good|sorted|set|works)|sorted|funktioniert (?:jetzt|wieder)|geht (?:jetzt|wieder)|läuft (?:jetzt|wieder)|klappt(?: jetzt| wieder)?|hat geklappt|ist (?:da|angekommen|gelöst)|angekommen|passt so|erledigt)\b/iu,
  request:
    /\b(?:i(?:['’]d)? (?:want|need|like|would like)|i['’]m looking for|please|can you|could you|can i|could i|is it possible|ich (?:möchte|brauche|will|hätte|suche)|können sie|könnten sie|kann ich|bitte|würde gern)\b/iu,
  thanks: /\b(?:thanks?|thank you|thx|cheers|danke|dankeschön|vielen dank|merci)\b/iu,
  /** Instructions to the reader of the summary, or to a model: never preferred. */
  instruction:
    /\b(?:ignore (?:all |the |any )?(?:previous|prior|above)|system prompt|you are now|as an ai|developer mode|disregard|jailbreak|print (?:the|all|your)|reveal|output the|summari[sz]e? (?:this|it) as|ignoriere (?:alle|die)|vergiss (?:alle|die))\b/iu,
} as const;

const DONE = ["fix", "outcome"] as const;
/** In the languages that have no signals of their own. */
const DONE_ELSEWHERE =
  /(?<![\p{L}\p{M}])(?:(?:he|hemos|ha sido|han sido) \p{L}{2,20}(?:ado|ido|cho|sto|rto|lto)s?|(?:le|les|te|se) (?:he|hemos) \p{L}{2,20}|[وف]?(?:لقد|تمت?) \p{L}{3,20}|[وف]?(?:أرسلنا|أعدنا|استبدلنا|ألغينا|حولنا|أصلحنا)\p{L}{0,4})(?![\p{L}\p{M}])/iu;

export type SentenceSignal = keyof typeof SIGNALS | "commitment";

export function signalsOf(sentence: string): ReadonlySet<SentenceSignal> {
  const found = new Set<SentenceSignal>();
  for (const signal of Object.keys(SIGNALS) as (keyof typeof SIGNALS)[])
    if (SIGNALS[signal].test(sentence)) found.add(signal);
  // What was not done, or only perhaps, is no fix, and what did not happen no outcome.
  if (DONE.some((signal) => found.has(signal)) && isLeftOpen(sentence)) for (const signal of DONE) found.delete(signal);
  if (found.has("outcome") && isBadNews(sentence)) found.delete("outcome");
  if (isCommitment(sentence)) found.add("commitment");
  return found;
}

function isLeftOpen(sentence: string): boolean {
  if (isUnreal(sentence) || isDoubtful(sentence, tellsOfDeed)) return true;
  return isNegated(sentence, tellsOfDeed) || isUndone(sentence, tellsOfDeed);
}

/** Whether a clause tells of something that was done or came about. */
export function tellsOfDeed(clause: string): boolean {
  return DONE.some((signal) => SIGNALS[signal].test(clause)) || DONE_ELSEWHERE.test(clause);
}

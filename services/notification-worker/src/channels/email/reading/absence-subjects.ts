import { cutText } from "@chorus/contracts/cut-text";
import { ANSWERED_YOU } from "../../../templates/former-words.ts";
import { ANSWERS, isOneOf } from "./subject-line.ts";

/** Subjects that say of themselves that a program answers, as mail programs of these languages write them. */
const AUTOMATIC = fold(
  [
    "auto(?:matic|mated)?[- ]?(?:reply|response|answer)",
    "autoresponder",
    "out[- ]of[- ](?:the[- ])?office[- ]auto[- ]?reply",
    "automatische (?:antwort|abwesenheitsnotiz|antwortmail)",
    "auto ?respuesta",
    "respuesta automática",
    "réponse automatique",
    "risposta automatica",
    "resposta automática",
    "automatisch antwoord",
    "automatische (?:beantwoording|reactie)",
    "odpowiedź automatyczna",
    "automatyczna odpowiedź",
    "автоматический ответ",
    "автоматична відповідь",
    "автоответ",
    "auto(?:matiskt? )?svar",
    "automaattinen vastaus",
    "automatikus válasz",
    "automatická odpověď",
    "otomatik yanıt",
    "自動応答",
    "自動返信",
    "自动(?:回复|答复)",
    "自動回覆",
    "자동 회신",
    "자동 응답",
    "رد تلقائي",
    "(?:מענה|תשובה|הודעה) אוטומטי(?:ת)?",
    "răspuns automat",
    "αυτόματη απάντηση",
    "(?:balasan|jawaban|pesan) otomatis|balasan automatik",
    "(?:thư )?trả lời tự động|tự động trả lời",
    "(?:การ)?ตอบกลับอัตโนมัติ",
    "sjálfvirkt svar",
    "automatski odgovor|samodejni odgovor|автоматски одговор",
    "автоматичен отговор",
    "automatinis atsakymas|automātiska(?:is)? atbilde|automaatvastus",
    "automatická odpoveď|resposta automàtica|پاسخ خودکار|स्वचालित उत्तर|automatische antwort",
  ].join("|"),
);
/** Those that say only that somebody is away, which people write, too. */
const AWAY = fold(
  [
    "(?:vacation|holiday)[- ](?:reply|response|message|notice)",
    "out[- ]of[- ](?:the[- ])?office(?:[- ](?:reply|response|message|notice|notification))?",
    "abwesenheits?(?:notiz|meldung|benachrichtigung|nachricht|mitteilung|assistent)",
    "abwesend",
    "fuera de (?:la )?oficina",
    "(?:message d['’])?absence du bureau",
    "fuori (?:sede|ufficio)",
    "ausência temporária",
    "afwezigheids?(?:bericht|melding|assistent)",
    "afwezig",
    "frånvaro(?:meddelande)?",
    "fravær(?:ende|smelding|sbesked|sassistent)?",
    "poissaoloilmoitus",
  ].join("|"),
);
const FORMS = `${AUTOMATIC}|${AWAY}`;
const ANSWER = String.raw`(?:(?:${fold(ANSWERS)})\s*:\s*)`;
const ALONE = new RegExp(String.raw`^(?:${FORMS})\s*[.!]?$`, "u");
/**
 * As a prefix: followed by a colon or the mark of an answer, or in brackets. `OOO` alone could be a shout. After "Re:" nothing
 * else is a person's answer to such a note.
 */
const BRACKETED = String.raw`[[(]\s*(?:${FORMS}|ooo)\s*[\])]`;
const BEFORE = new RegExp(String.raw`^${ANSWER}*(?:(?:${FORMS})\s*(?::|\s(?=${ANSWER}))|ooo\s*:|${BRACKETED})`, "u");
const BEHIND = new RegExp(String.raw`${BRACKETED}$`, "u");
/** Before a subject of ours it needs no colon. */
const BEFORE_OURS = new RegExp(String.raw`^(?:${FORMS}|ooo)\s*[-–—|]*\s*${ANSWER}*$`, "u");
/** Before a former subject of ours with the name of somebody who may be called otherwise now, or has left. */
const BEFORE_FORMER = new RegExp(
  String.raw`^${ANSWER}*(?:${AUTOMATIC})\s*:\s*\S.{0,100} (?:${fold(ANSWERED_YOU.join("|"))})$`,
  "u",
);
const MAX_CHARACTERS = 500;

/**
 * Whether it is the subject of an absence note. "Out of office chairs: when?" only begins with the same words, and "Out of
 * office: come on Monday" or "Autoresponder: sends the wrong text" is a person's when that is no subject of ours.
 * @param subjects of our mails; empty where they are not known, and then any may follow
 */
export function isAbsenceSubject(subject: string, subjects: readonly string[]): boolean {
  const folded = inOneLine(fold(cutText(subject, MAX_CHARACTERS)));
  if (ALONE.test(folded) || BEFORE_FORMER.test(folded)) return true;
  const ours = subjects.map((one) => inOneLine(fold(one))).filter((one) => one !== "");
  const rest = [BEFORE, BEHIND].find((pattern) => pattern.test(folded));
  if (rest) return ours.length === 0 || isOursOrNothing(folded.replace(rest, "").trim(), ours);
  return ours.some((one) => folded.endsWith(one) && BEFORE_OURS.test(folded.slice(0, -one.length)));
}

function inOneLine(text: string): string {
  return text.replaceAll(/\s+/g, " ").trim();
}

function isOursOrNothing(rest: string, ours: readonly string[]): boolean {
  return rest === "" || isOneOf(rest, ours);
}

/** Without case, accents, widths and direction marks, which programs write differently. */
function fold(text: string): string {
  return text
    .normalize("NFKD")
    .replaceAll(/[\p{M}\p{Cf}]/gu, "")
    .toLowerCase();
}

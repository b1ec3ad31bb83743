import { cutText } from "@chorus/contracts/cut-text";

/** Subjects of absence notes, as mail programs of these languages write them. */
const FORMS = fold(
  [
    "auto(?:matic|mated)?[- ]?(?:reply|response|answer)",
    "autoresponder",
    "(?:vacation|holiday)[- ](?:reply|response|message|notice)",
    "out[- ]of[- ](?:the[- ])?office(?:[- ](?:auto[- ]?reply|reply|response|message|notice|notification))?",
    "automatische (?:antwort|abwesenheitsnotiz|antwortmail)",
    "abwesenheits?(?:notiz|meldung|benachrichtigung|nachricht|mitteilung|assistent)",
    "abwesend",
    "auto ?respuesta",
    "respuesta automática",
    "fuera de (?:la )?oficina",
    "réponse automatique",
    "(?:message d['’])?absence du bureau",
    "risposta automatica",
    "fuori (?:sede|ufficio)",
    "resposta automática",
    "ausência temporária",
    "automatisch antwoord",
    "automatische (?:beantwoording|reactie)",
    "afwezigheids?(?:bericht|melding|assistent)",
    "afwezig",
    "odpowiedź automatyczna",
    "automatyczna odpowiedź",
    "автоматический ответ",
    "автоответ",
    "auto(?:matiskt? )?svar",
    "frånvaro(?:meddelande)?",
    "fravær(?:ende|smelding|sbesked|sassistent)?",
    "poissaoloilmoitus",
    "automaattinen vastaus",
    "automatikus válasz",
    "automatická odpověď",
    "otomatik yanıt",
    "自動応答",
    "自動返信",
    "自动回复",
    "自動回覆",
    "자동 회신",
    "자동 응답",
    "رد تلقائي",
  ].join("|"),
);
const ANSWER = String.raw`(?:(?:re|aw|sv|vs|antw|odp|rif|res)\s*:\s*)`;
/**
 * As a prefix: followed by a colon or nothing, or in brackets. `OOO` alone could be a shout. After "Re:" nothing else is a person's
 * answer to such a note.
 */
const BRACKETED = String.raw`[[(]\s*(?:${FORMS}|ooo)\s*[\])]`;
const SUBJECT = new RegExp(
  String.raw`^(?:${FORMS})\s*[.!]?$|^${ANSWER}*(?:(?:${FORMS})\s*:|ooo\s*:|${BRACKETED})|${BRACKETED}$`,
  "u",
);
const MAX_CHARACTERS = 500;

/** Whether it is the subject of an absence note. "Out of office chairs: when?" only begins with the same words. */
export function isAbsenceSubject(subject: string): boolean {
  return SUBJECT.test(fold(cutText(subject, MAX_CHARACTERS)).trim());
}

/** Without case, accents, widths and direction marks, which programs write differently. */
function fold(text: string): string {
  return text
    .normalize("NFKD")
    .replaceAll(/[\p{M}\p{Cf}]/gu, "")
    .toLowerCase();
}

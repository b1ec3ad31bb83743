import { isBlank } from "@chorus/contracts/text";
import type { QuotableText } from "./quotable-text.ts";

/** Names of the header lines above a quoted mail, by language. */
const NAMES = {
  from: "from|von|de|da|van|od|от|від|från|fra|lähettäjä|feladó|kimden|gönderen|expéditeur|remitente|差出人|发件人|發件人|寄件者|보낸 사람|보낸사람|من|מאת|από|de la|จาก|từ|dari",
  others:
    "sent|date|to|cc|subject|reply-to|gesendet|datum|an|betreff|kopie|envoyé|envoyé le|date d'envoi|à|objet|enviado|enviado el|enviado em|fecha|para|asunto|assunto|data|inviato|a|oggetto|verzonden|aan|onderwerp|wysłano|wysłane|do|dw|temat|отправлено|дата|кому|копия|тема|skickat|till|ämne|dato|til|emne|sendt|lähetetty|vastaanottaja|päivämäärä|aihe|pvm|kopio|elküldve|dátum|címzett|másolatot kap|tárgy|odesláno|komu|předmět|datum odeslání|kime|tarih|konu|gönderildi|bilgi|送信日時|日時|日付|宛先|件名|发送时间|日期|时间|收件人|抄送|主题|寄件日期|收件者|主旨|主題|보낸 날짜|날짜|받는 사람|받는사람|참조|제목|تاريخ|التاريخ|إلى|الموضوع|تم الإرسال|נשלח|אל|נושא|תאריך|στάλθηκε|προς|θέμα|trimis|către|subiect|subject line|đã gửi|tới|chủ đề",
};
const LABEL = /^[*_\s]*([\p{L}][\p{L}\p{M}\s.'’/-]{0,30}?)[*_\s]*[:：][*_\s]*(\S.*)?$/u;
const FROM = new RegExp(`^(?:${NAMES.from})$`, "iu");
const KNOWN = new RegExp(`^(?:${NAMES.from}|${NAMES.others})$`, "iu");
const SUBJECT =
  /^(?:subject|betreff|objet|asunto|assunto|oggetto|onderwerp|temat|тема|ämne|emne|aihe|tárgy|předmět|konu|件名|主题|主旨|主題|제목|الموضوع|נושא|θέμα|subiect|chủ đề)$/iu;
const ADDRESS = /[^\s<>@]+@[^\s<>@]+/;
const DATED = /\p{Nd}{1,2}\s?[./:-]\s?\p{Nd}{1,2}|\p{Nd}{4}/u;
/** A separator line: a rule, or words between two, "-----Original Message-----". */
const SEPARATOR = /^[\s>]*(?:_{10,}|-{2,}.*-{2,}|-{10,}|={10,}|\*{10,})\s*$/;
const MAX_LINES = 8;
const MAX_CHARACTERS = 600;

/**
 * Finds the block of header lines that Outlook and others put above an unmarked quote. Tickets and forms look similar, so one of
 * its lines has to name us as the author: by an address of ours, above a text of ours, or as a complete
 * mail header with an address, a date and a subject.
 * @returns the lines from the separator above to the last of the block; null when there is none at `at`
 */
export function headerBlockAt(
  lines: readonly string[],
  at: number,
  known: QuotableText,
): { begin: number; end: number } | null {
  const separated = (lines[at]?.length ?? 0) <= MAX_CHARACTERS && SEPARATOR.test(lines[at] ?? "");
  let first = at;
  if (separated) {
    first += 1;
    while (first < at + 3 && isBlank(lines[first] ?? "")) first += 1;
  }
  const fields: { name: string; value: string }[] = [];
  let end = first - 1;
  for (let next = first; next < first + MAX_LINES; next += 1) {
    const line = lines[next] ?? "";
    if (line.length > MAX_CHARACTERS) break;
    const field = LABEL.exec(line.replaceAll(/[\u00A0\u202F\u200E\u200F\u202A-\u202E]/g, " ").trim());
    // A long list of recipients continues on the next line.
    const goesOn = fields.length > 0 && ADDRESS.test(line);
    if (!field && !goesOn) break;
    if (field) fields.push({ name: field[1]?.trim() ?? "", value: field[2] ?? "" });
    end = next;
  }
  const isAboveOurs = () => known.includes(lines.slice(end + 1, end + 4).find((line) => !isBlank(line)) ?? "");
  return isBlock(fields, separated, { known, isAboveOurs }) ? { begin: at, end } : null;
}

interface Evidence {
  known: QuotableText;
  isAboveOurs: () => boolean;
}

function isBlock(
  fields: readonly { name: string; value: string }[],
  separated: boolean,
  { known, isAboveOurs }: Evidence,
): boolean {
  const ours = fields.filter(({ value }) => known.namesUs(value));
  const senders = ours.filter(({ name }) => FROM.test(name));
  const isDated = fields.some(({ value }) => DATED.test(value));
  if (senders.length > 0) {
    const count = fields.filter(({ name }) => KNOWN.test(name)).length;
    if (count < 3 && !(separated && count >= 1)) return false;
    if (senders.some(({ value }) => known.hasOurAddress(value)) || isAboveOurs()) return true;
    return count >= 3 && isDated && senders.some(({ value }) => ADDRESS.test(value)) && hasSubject(fields);
  }
  // In a language whose names are not known here: the author with our address, and a date.
  return fields.length >= 3 && ours.some(({ value }) => known.hasOurAddress(value)) && isDated;
}

function hasSubject(fields: readonly { name: string }[]): boolean {
  return fields.some(({ name }) => SUBJECT.test(name));
}

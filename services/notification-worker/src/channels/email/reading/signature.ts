import { isBlank } from "@chorus/contracts/text";
import { SIGNATURE_ENDS } from "./text-of-html.ts";
import { wordsOf } from "./words-of-text.ts";

/** RFC 3676: two dashes and a space. Without the space it is a rule. */
const SIGNATURE = /^--[ \u00A0]$/;
/** A longer one is probably part of the mail. */
const MAX_LINES = 8;
const MAX_CHARACTERS = 80;
/** Written below a signature on purpose. "PD Dr. Berg" and "NB Logistics" are names. */
const POSTSCRIPT =
  /^\s*(?:p\. ?s\.|ps\b(?! ?\p{L}{2,20}$)|p\. ?d\.|p\.p\.s\.|pps\b|(?:pd|n\. ?b\.?|nb|post ?scriptum|postscript|postdata|posdata|nachtrag|nota|note|ملاحظة|ملحوظة|حاشية)\s*[:–—-])/iu;
const ENDS_SENTENCE = /[.!?。！？؟…]$/u;
const FEWEST_WORDS = 3;
/** What companies put below every mail. */
const NOTICE =
  /(?<!\p{L})(?:confidential\p{L}*|intended (?:recipient|only)|privileged|disclaimer|vertraulich\p{L}*|irrtümlich|confidencial\p{L}*|destinatario|aviso legal|virus\p{L}*|before printing|vor dem (?:aus)?drucken|antes de imprimir|registered (?:office|in)|amtsgericht|geschäftsführ\p{L}*|handelsregister|registro mercantil|سرية|سري)(?!\p{L})/iu;
const DEVICE = "(.{1,60})";
const SENT_FROM = [
  `(?:sent|get|sent via) (?:from|via|using|with) ${DEVICE}`,
  `get (outlook for .{1,40})`,
  `(?:von|über|mit|aus) ${DEVICE} gesendet`,
  `gesendet (?:von|mit|über|aus) ${DEVICE}`,
  `envoyé (?:de|depuis|à partir de) ${DEVICE}`,
  `enviad[oa] (?:desde|do|de|a partir do|a través de) ${DEVICE}`,
  `inviato (?:da|dal) ${DEVICE}`,
  `(?:verstuurd|verzonden) (?:vanaf|met|via) ${DEVICE}`,
  `wysłan[eo] (?:z|za pomocą) ${DEVICE}`,
  `отправлено (?:с|из) ${DEVICE}`,
  `skickat från ${DEVICE}`,
  `sendt (?:fra|med) ${DEVICE}`,
  `lähetetty ${DEVICE}`,
  `elküldve ${DEVICE}`,
  `odesláno (?:z|ze) ${DEVICE}`,
  `${DEVICE}(?:'?[dt][ae]n|'?[uı]mdan) gönderildi`,
  `${DEVICE}から送信`,
  `发自我的${DEVICE}`,
  `傳自我的${DEVICE}`,
  `${DEVICE}에서 보냄`,
  `أُ?رسلت من ${DEVICE}`,
].map((phrase) => new RegExp(`^${phrase}$`, "iu"));
/** What such a line names, perhaps with an ending of its language. "Sent from my old flat" is a sentence. */
const PRODUCT =
  /^(?:iphone|ipad|ipod|ios|android|galaxy|samsung|huawei|xiaomi|redmi|pixel|nokia|oppo|oneplus|sony|xperia|motorola|blackberry|outlook|gmail|yahoo|aol|proton|thunderbird|telefon|teléfono|téléphone|handy|smartphone|mobile|móvil|gmx|web\.de|mail)\p{L}{0,6}$/iu;
/** Words that may stand beside it; any other makes the line a sentence. */
const BESIDE = new Set(
  "my mi meinem meiner mon mio il o meu mijn mojego min mit az 나의 the der die dem for für on auf su sur en para på pour van voor dla app application client device gerät mobilen mobiler tablet phone windows google apple microsoft verizon vodafone telekom t-mobile orange lg htc moto pro max mini plus ultra lite note air se fe edge fold flip 4g 5g secure email e-mail".split(
    " ",
  ),
);
const MODEL = /^(?=\p{L}{0,3}\d)[\p{L}\d]{1,8}$/u;

/**
 * @returns the first and the last line of a signature; null without one. Of several marks the last counts, because the ones above
 * may divide what was written. What was written below it is none of it.
 */
export function signatureIn(lines: readonly string[]): { begin: number; end: number } | null {
  let count = 0;
  for (let at = lines.length - 1; at >= 0 && count <= MAX_LINES; at -= 1) {
    if (SIGNATURE.test(lines[at] ?? "")) return { begin: at, end: endOfSignature(lines, at) };
    if (!isBlank(lines[at] ?? "")) count += 1;
  }
  return null;
}

function endOfSignature(lines: readonly string[], begin: number): number {
  const end = lines.findIndex((line, at) => at > begin && line.includes(SIGNATURE_ENDS));
  if (end >= 0) return end;
  const below = lines.findIndex((line, at) => at > begin && (POSTSCRIPT.test(line) || beginsText(lines, at)));
  return below < 0 ? lines.length - 1 : lines.slice(0, below).findLastIndex((line) => !isBlank(line));
}

/** Whether a paragraph of its own begins that says something to somebody. */
function beginsText(lines: readonly string[], at: number): boolean {
  if (isBlank(lines[at] ?? "") || !isBlank(lines[at - 1] ?? "")) return false;
  const end = lines.findIndex((line, next) => next > at && isBlank(line));
  const paragraph = lines
    .slice(at, end < 0 ? undefined : end)
    .join("\n")
    .trim();
  return ENDS_SENTENCE.test(paragraph) && !NOTICE.test(paragraph) && wordsOf(paragraph).size >= FEWEST_WORDS;
}

/** The line that a phone adds below a mail: it ends with the name of the device. */
export function isSentFrom(line: string): boolean {
  if (line.length > MAX_CHARACTERS) return false;
  const words = line
    .trim()
    .replace(/\s*[(<]https?:[^\s<>()]*[)>]$/, "")
    .replace(/[.!]$/, "");
  return SENT_FROM.some((phrase) => isDevice(phrase.exec(words)?.[1] ?? ""));
}

function isDevice(named: string): boolean {
  const words = named.toLowerCase().split(/[\s,]+/);
  const isProduct = (word: string) => PRODUCT.test(word.replace(/['’-]\p{L}{1,6}$/u, ""));
  return words.some(isProduct) && words.every((word) => isProduct(word) || BESIDE.has(word) || MODEL.test(word));
}

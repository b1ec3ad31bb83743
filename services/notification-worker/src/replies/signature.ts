/** RFC 3676: two dashes and a space. Without the space it is a rule between two points. */
const SIGNATURE = /^--[ \u00A0]$/;
/** A longer one is rather the rest of the mail. */
const MAX_LINES = 8;
const MAX_CHARACTERS = 80;
const DEVICE = "(?:my |meinem |meiner |mon |mi |il mio |mio |o meu |meu |mijn |mojego |min |mit |mein )?.{1,40}";
const SENT_FROM = [
  `(?:sent|get|sent via) (?:from|via|outlook for) ${DEVICE}`,
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
  "lähetetty .{1,40}",
  "elküldve .{1,40}",
  "odesláno (?:z|ze) .{1,40}",
  ".{1,40}(?:'?[dt][ae]n|'?[uı]mdan) gönderildi",
  ".{1,40}から送信",
  "发自我的.{1,40}",
  "傳自我的.{1,40}",
  ".{1,40}에서 보냄",
  "أُ?رسلت من .{1,40}",
].map((phrase) => new RegExp(`^${phrase}$`, "iu"));
/** What such a line names. "Sent from my old flat" is somebody's sentence. */
const PRODUCT =
  /iphone|ipad|ios|android|galaxy|samsung|huawei|xiaomi|pixel|outlook|gmail|yahoo|proton|thunderbird|telefon|handy|smartphone|mobile|gmx|web\.de|mail\b/i;

/** @returns where a signature begins that goes to the end of these lines; -1 without one */
export function signatureIn(lines: readonly string[]): number {
  let found = -1;
  let count = 0;
  for (let at = lines.length - 1; at >= 0 && count <= MAX_LINES; at -= 1) {
    if (SIGNATURE.test(lines[at] ?? "")) found = at;
    if (lines[at]?.trim()) count += 1;
  }
  return found;
}

/** The line that a telephone puts below a mail. */
export function isSentFrom(line: string): boolean {
  if (line.length > MAX_CHARACTERS) return false;
  const words = line.trim().replace(/[.!]$/, "");
  return PRODUCT.test(words) && SENT_FROM.some((phrase) => phrase.test(words));
}

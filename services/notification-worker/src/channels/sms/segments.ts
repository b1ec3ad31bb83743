/** GSM 03.38: these take one septet, those of the extension table two; any other character makes the text UCS-2. */
const GSM =
  "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
const GSM_EXTENSION = "^{}\\[~]|€";

export interface SmsLength {
  encoding: "GSM-7" | "UCS-2";
  segments: number;
}

/** The segments of a text message, which the network charges for. */
export function smsLength(text: string): SmsLength {
  const characters = Array.from(text);
  const isGsm = characters.every((character) => GSM.includes(character) || GSM_EXTENSION.includes(character));
  if (isGsm) {
    const septets = characters.reduce((sum, character) => sum + (GSM_EXTENSION.includes(character) ? 2 : 1), 0);
    return { encoding: "GSM-7", segments: septets <= 160 ? 1 : Math.ceil(septets / 153) };
  }
  const units = text.length;
  return { encoding: "UCS-2", segments: units <= 70 ? 1 : Math.ceil(units / 67) };
}

/** Cuts a text at a word so that `before + text + after` takes at most `segments`. */
export function fitSms(
  { before, text, after }: { before: string; text: string; after: string },
  segments: number,
): string {
  const whole = before + text + after;
  if (smsLength(whole).segments <= segments) return whole;
  const characters = Array.from(text);
  let low = 0;
  let high = characters.length;
  const cut = (length: number) =>
    `${before}${characters
      .slice(0, length)
      .join("")
      .replace(/\s+\S*$/, "")}...${after}`;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (smsLength(cut(middle)).segments <= segments) low = middle;
    else high = middle - 1;
  }
  return cut(low);
}

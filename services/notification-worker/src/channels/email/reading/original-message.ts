/** What mail programs call the mail that is answered, in their languages. */
const NAMES = [
  "original (?:message|mail|e-?mail)",
  "reply message",
  "(?:ursprüngliche|urspr\\.|original)[ -]?nachricht",
  "ursprüngliche (?:e-?)?mail",
  "mensaje original",
  "message (?:d['’]origine|original|initial)",
  "messaggio originale",
  "mensagem original",
  "mesaj(?:ul)? original",
  "(?:oorspronkelijk|origineel) bericht",
  "wiadomość oryginalna",
  "oryginalna wiadomość",
  "(?:исходное|оригинальное|первоначальное) сообщение",
  "(?:оригінальне|вихідне) повідомлення",
  "(?:ursprungligt |original)meddelande",
  "(?:oprindelig|original) (?:meddelelse|besked)",
  "opprinnelig melding",
  "alkuperäinen viesti",
  "eredeti üzenet",
  "původní zpráva",
  "pôvodná správa",
  "(?:orijinal|özgün) (?:mesaj|ileti)",
  "αρχικό μήνυμα",
  "הודעה מקורית",
  "(?:ال)?رسالة (?:ال)?أصلية",
  "(?:thư|tin nhắn) gốc",
  "pesan asli",
  "原始(?:邮件|郵件|訊息)",
  "元のメッセージ",
  "원본 ?(?:메시지|메일)",
];
const LINE = new RegExp(String.raw`^\s{0,3}[-_=*]{2,40}\s?(?:${NAMES.join("|")})\s?[-_=*]{2,40}\s*$`, "iu");
const MAX_CHARACTERS = 120;

/** Whether a line is what programs put above the mail they quote: "-------- Original Message --------". */
export function isOriginalMessageLine(line: string): boolean {
  return line.length <= MAX_CHARACTERS && LINE.test(line.normalize("NFC"));
}

/** The few words outside the frame; the rest is loaded with it. */
const WORDS: Record<string, { open: string; close: string; unread: string }> = {
  en: { open: "Open chat", close: "Close chat", unread: "unread" },
  de: { open: "Chat öffnen", close: "Chat schließen", unread: "ungelesen" },
  es: { open: "Abrir el chat", close: "Cerrar el chat", unread: "sin leer" },
  ar: { open: "فتح المحادثة", close: "إغلاق المحادثة", unread: "غير مقروءة" },
};

/** For the first of these languages that is spoken here; English when none is. */
export function wordsFor(languages: readonly string[]) {
  const tags = languages.map((tag) => tag.toLowerCase().split("-")[0] ?? "");
  return (
    WORDS[tags.find((tag) => tag in WORDS) ?? "en"] ?? { open: "Open chat", close: "Close chat", unread: "unread" }
  );
}

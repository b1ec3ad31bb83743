/** The few words outside the frame; the rest is loaded with it. */
export interface Words {
  open: string;
  close: string;
  unread: string;
  loading: string;
  failed: string;
  retry: string;
}

const EN: Words = {
  open: "Open chat",
  close: "Close chat",
  unread: "unread",
  loading: "Loading chat…",
  failed: "The chat could not be loaded.",
  retry: "Try again",
};
const WORDS: Record<string, Words> = {
  en: EN,
  de: {
    open: "Chat öffnen",
    close: "Chat schließen",
    unread: "ungelesen",
    loading: "Chat wird geladen …",
    failed: "Der Chat konnte nicht geladen werden.",
    retry: "Erneut versuchen",
  },
  es: {
    open: "Abrir el chat",
    close: "Cerrar el chat",
    unread: "sin leer",
    loading: "Cargando el chat…",
    failed: "No se ha podido cargar el chat.",
    retry: "Reintentar",
  },
  ar: {
    open: "فتح المحادثة",
    close: "إغلاق المحادثة",
    unread: "غير مقروءة",
    loading: "جارٍ تحميل المحادثة…",
    failed: "تعذّر تحميل المحادثة.",
    retry: "إعادة المحاولة",
  },
};

/** For the first of these languages that is spoken here; English when none is. */
export function wordsFor(languages: readonly string[]): Words {
  const tags = languages.map((tag) => tag.toLowerCase().split("-")[0] ?? "");
  return WORDS[tags.find((tag) => tag in WORDS) ?? "en"] ?? EN;
}

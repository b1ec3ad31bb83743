/** The texts outside the frame; the others are loaded with it. */
export interface Words {
  open: string;
  close: string;
  unread: string;
  loading: string;
  failed: string;
  retry: string;
}

/** In the order of {@link Words}: keys would double the size, on every page of every shop. */
type Row = [open: string, close: string, unread: string, loading: string, failed: string, retry: string];

const EN: Row = ["Open chat", "Close chat", "unread", "Loading chat…", "The chat could not be loaded.", "Try again"];
const ROWS: Record<string, Row> = {
  en: EN,
  de: [
    "Chat öffnen",
    "Chat schließen",
    "ungelesen",
    "Chat wird geladen …",
    "Der Chat lädt gerade nicht.",
    "Erneut versuchen",
  ],
  es: ["Abrir el chat", "Cerrar el chat", "sin leer", "Cargando el chat…", "El chat no se carga.", "Reintentar"],
  ar: ["فتح المحادثة", "إغلاق المحادثة", "غير مقروءة", "جارٍ تحميل المحادثة…", "تعذّر تحميل المحادثة.", "إعادة المحاولة"],
};

/** For the first supported one of these languages; English when none is. */
export function wordsFor(languages: readonly string[]): Words {
  const tags = languages.map((tag) => tag.toLowerCase().split("-")[0] ?? "");
  const [open, close, unread, loading, failed, retry] = ROWS[tags.find((tag) => tag in ROWS) ?? "en"] ?? EN;
  return { open, close, unread, loading, failed, retry };
}

import type { MailLanguage } from "./languages.ts";

interface Words {
  /** The same for every mail about one conversation: mail programs thread by the subject. */
  subject: (tenant: string, topic: string | null) => string;
  notice: (count: number, author: string) => string;
  heading: (count: number, author: string) => string;
  asked: string;
  more: (count: number) => string;
  /** Where no link leads to the others. */
  next: (count: number) => string;
  open: string;
  answer: string;
  why: string;
  stop: string;
}

const WORDS: Record<MailLanguage, Words> = {
  en: {
    subject: (tenant, topic) => (topic === null ? `Your conversation with ${tenant}` : `${tenant}: ${topic}`),
    notice: (count, author) => (count === 1 ? `${author} replied` : `${count} new messages from ${author}`),
    heading: (count, author) => (count === 1 ? `${author} replied` : `${count} new messages`),
    asked: "Your message",
    more: (count) => `… and ${count} more.`,
    next: (count) => `… and ${count} more in the next email.`,
    open: "Open conversation",
    answer: "Just reply to this email.",
    why: "You got this because you left the chat before we replied.",
    stop: "Unsubscribe",
  },
  de: {
    subject: (tenant, topic) => (topic === null ? `Ihre Unterhaltung mit ${tenant}` : `${tenant}: ${topic}`),
    notice: (count, author) => (count === 1 ? `${author} hat geantwortet` : `${count} neue Nachrichten von ${author}`),
    heading: (count, author) => (count === 1 ? `${author} hat geantwortet` : `${count} neue Nachrichten`),
    asked: "Ihre Nachricht",
    more: (count) => `… und ${count} weitere.`,
    next: (count) => `… und ${count} weitere in der nächsten E-Mail.`,
    open: "Unterhaltung öffnen",
    answer: "Antworten Sie einfach auf diese E-Mail.",
    why: "Sie erhalten diese E-Mail, weil Sie den Chat verlassen haben, bevor wir geantwortet haben.",
    stop: "Abbestellen",
  },
  es: {
    subject: (tenant, topic) => (topic === null ? `Su conversación con ${tenant}` : `${tenant}: ${topic}`),
    notice: (count, author) => (count === 1 ? `${author} le ha respondido` : `${count} mensajes nuevos de ${author}`),
    heading: (count, author) => (count === 1 ? `${author} le ha respondido` : `${count} mensajes nuevos`),
    asked: "Su mensaje",
    more: (count) => `… y ${count} más.`,
    next: (count) => `… y ${count} más en el próximo correo.`,
    open: "Abrir conversación",
    answer: "Puede responder a este correo.",
    why: "Recibe este correo porque salió del chat antes de que respondiéramos.",
    stop: "Darse de baja",
  },
};

export function unreadTexts(language: MailLanguage): Words {
  return WORDS[language];
}

/** Of the messages in a mail whose number is recognised in a quote. */
const MAX_COUNTED = 30;

/** The texts of every mail, as its lines show them. @param authors of the messages in them */
export function unreadWords(language: MailLanguage, authors: readonly string[]): string[] {
  const { asked, open, answer, why, stop, heading, more, next } = WORDS[language];
  const counts = Array.from({ length: MAX_COUNTED }, (_, at) => at + 1);
  return [
    ...[asked, open, answer, why, stop, `${why} ${stop}`],
    ...authors.map((author) => heading(1, author)),
    ...counts.flatMap((count) => [heading(count + 1, ""), more(count), next(count)]),
  ];
}

import { cutText } from "@chorus/contracts/cut-text";
import type { MailLanguage } from "./languages.ts";
import type { Tenant, Mail } from "./mail.ts";
import { shortEmail } from "./short-email.ts";

export const DESK_EVENTS = [
  "conversation.waiting",
  "conversation.assigned",
  "conversation.mentioned",
  "conversation.closed",
] as const;
export type DeskEvent = (typeof DESK_EVENTS)[number];

interface Facts {
  customer: string;
  actor: string;
}

interface Words {
  subject: Record<DeskEvent, (facts: Facts) => string>;
  button: string;
  why: string;
  settings: string;
}

const WORDS: Record<MailLanguage, Words> = {
  en: {
    subject: {
      "conversation.waiting": ({ customer }) => `${customer} is waiting for a reply`,
      "conversation.assigned": ({ actor, customer }) => `${actor} assigned you the conversation with ${customer}`,
      "conversation.mentioned": ({ actor, customer }) => `${actor} mentioned you in the conversation with ${customer}`,
      "conversation.closed": ({ actor, customer }) => `${actor} closed your conversation with ${customer}`,
    },
    button: "Open conversation",
    why: "You got this because you were away from the desk.",
    settings: "Notification settings",
  },
  de: {
    subject: {
      "conversation.waiting": ({ customer }) => `${customer} wartet auf eine Antwort`,
      "conversation.assigned": ({ actor, customer }) =>
        `${actor} hat Ihnen die Unterhaltung mit ${customer} zugewiesen`,
      "conversation.mentioned": ({ actor, customer }) => `${actor} hat Sie in der Unterhaltung mit ${customer} erwähnt`,
      "conversation.closed": ({ actor, customer }) => `${actor} hat Ihre Unterhaltung mit ${customer} geschlossen`,
    },
    button: "Unterhaltung öffnen",
    why: "Sie erhalten diese E-Mail, weil Sie gerade nicht am Platz waren.",
    settings: "Benachrichtigungen einstellen",
  },
  es: {
    subject: {
      "conversation.waiting": ({ customer }) => `${customer} espera una respuesta`,
      "conversation.assigned": ({ actor, customer }) => `${actor} le ha asignado la conversación con ${customer}`,
      "conversation.mentioned": ({ actor, customer }) => `${actor} le ha mencionado en la conversación con ${customer}`,
      "conversation.closed": ({ actor, customer }) => `${actor} ha cerrado su conversación con ${customer}`,
    },
    button: "Abrir conversación",
    why: "Recibe este correo porque no estaba en línea.",
    settings: "Ajustes de notificaciones",
  },
};

const MAX_CHARACTERS = 600;

export function deskNews(input: {
  event: DeskEvent;
  language: MailLanguage;
  tenant: Tenant;
  facts: Facts;
  /** The message or note that it is about. */
  quote: { author: string; body: string } | null;
  url: string;
  settingsUrl: string;
}): Promise<Mail> {
  const { event, language, tenant, facts, quote, url, settingsUrl } = input;
  const words = WORDS[language];
  const subject = words.subject[event](facts);
  return shortEmail({
    ...{ language, tenant, subject, heading: subject, paragraphs: [], why: words.why },
    quote: quote && { author: quote.author, body: cutText(quote.body, MAX_CHARACTERS) },
    button: { label: words.button, url },
    settings: { label: words.settings, url: settingsUrl },
  });
}

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
  quote: (name: string, body: string) => string;
  button: string;
  why: string;
}

const WORDS: Record<MailLanguage, Words> = {
  en: {
    subject: {
      "conversation.waiting": ({ customer }) => `${customer} is waiting for an answer`,
      "conversation.assigned": ({ actor, customer }) => `${actor} gave you the conversation with ${customer}`,
      "conversation.mentioned": ({ actor, customer }) => `${actor} mentioned you in the conversation with ${customer}`,
      "conversation.closed": ({ actor, customer }) => `${actor} closed your conversation with ${customer}`,
    },
    quote: (name, body) => `${name}: ${body}`,
    button: "Open the conversation",
    why: "You get this mail because you were not at the desk. You choose what you are told of in your settings.",
  },
  de: {
    subject: {
      "conversation.waiting": ({ customer }) => `${customer} wartet auf eine Antwort`,
      "conversation.assigned": ({ actor, customer }) => `${actor} hat Ihnen die Unterhaltung mit ${customer} übergeben`,
      "conversation.mentioned": ({ actor, customer }) => `${actor} hat Sie in der Unterhaltung mit ${customer} erwähnt`,
      "conversation.closed": ({ actor, customer }) => `${actor} hat Ihre Unterhaltung mit ${customer} geschlossen`,
    },
    quote: (name, body) => `${name}: ${body}`,
    button: "Unterhaltung öffnen",
    why: "Sie erhalten diese Mail, weil Sie nicht am Arbeitsplatz waren. In den Einstellungen wählen Sie, wovon Sie hören.",
  },
  es: {
    subject: {
      "conversation.waiting": ({ customer }) => `${customer} espera una respuesta`,
      "conversation.assigned": ({ actor, customer }) => `${actor} le ha pasado la conversación con ${customer}`,
      "conversation.mentioned": ({ actor, customer }) => `${actor} le ha mencionado en la conversación con ${customer}`,
      "conversation.closed": ({ actor, customer }) => `${actor} ha cerrado su conversación con ${customer}`,
    },
    quote: (name, body) => `${name}: ${body}`,
    button: "Abrir la conversación",
    why: "Recibe este correo porque no estaba en la mesa. En los ajustes elige de qué se le avisa.",
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
}): Promise<Mail> {
  const { event, language, tenant, facts, quote, url } = input;
  const words = WORDS[language];
  const subject = words.subject[event](facts);
  const paragraphs = quote ? [words.quote(quote.author, cutText(quote.body, MAX_CHARACTERS))] : [];
  const { button, why } = words;
  return shortEmail({ language, tenant, subject, heading: subject, paragraphs, button: { label: button, url }, why });
}

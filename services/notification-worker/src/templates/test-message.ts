import type { MailLanguage } from "./languages.ts";
import type { Tenant, Mail } from "./mail.ts";
import { shortEmail } from "./short-email.ts";

const WORDS: Record<MailLanguage, { subject: string; paragraph: string; why: string }> = {
  en: {
    subject: "A test from Chorus",
    paragraph: "This mail has arrived: notifications by mail work.",
    why: "You get this mail because you asked for a test.",
  },
  de: {
    subject: "Ein Test von Chorus",
    paragraph: "Diese Mail ist angekommen: Benachrichtigungen per Mail funktionieren.",
    why: "Sie erhalten diese Mail, weil Sie einen Test angefordert haben.",
  },
  es: {
    subject: "Una prueba de Chorus",
    paragraph: "Este correo ha llegado: los avisos por correo funcionan.",
    why: "Recibe este correo porque pidió una prueba.",
  },
};

export function testMail({ language, tenant }: { language: MailLanguage; tenant: Tenant }): Promise<Mail> {
  const { subject, paragraph, why } = WORDS[language];
  return shortEmail({ language, tenant, subject, heading: subject, paragraphs: [paragraph], button: null, why });
}

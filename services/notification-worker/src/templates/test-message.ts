import type { MailLanguage } from "./languages.ts";
import type { Tenant, Mail } from "./mail.ts";
import { shortEmail } from "./short-email.ts";

const WORDS: Record<MailLanguage, { subject: string; paragraph: string; why: string }> = {
  en: {
    subject: "Test email from Chorus",
    paragraph: "It works: notifications by email reach you.",
    why: "You got this because you asked for a test.",
  },
  de: {
    subject: "Test-E-Mail von Chorus",
    paragraph: "Es klappt: Benachrichtigungen per E-Mail kommen bei Ihnen an.",
    why: "Sie erhalten diese E-Mail, weil Sie einen Test angefordert haben.",
  },
  es: {
    subject: "Correo de prueba de Chorus",
    paragraph: "Funciona: las notificaciones por correo le llegan.",
    why: "Recibe este correo porque pidió una prueba.",
  },
};

export function testMail({ language, tenant }: { language: MailLanguage; tenant: Tenant }): Promise<Mail> {
  const { subject, paragraph, why } = WORDS[language];
  return shortEmail({ language, tenant, subject, heading: subject, paragraphs: [paragraph], button: null, why });
}

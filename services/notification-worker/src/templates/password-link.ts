import type { MailLanguage } from "./languages.ts";
import type { Tenant, Mail } from "./mail.ts";
import { shortEmail } from "./short-email.ts";

export type PasswordLinkPurpose = "invitation" | "password_reset";

interface Words {
  subject: string;
  heading: string;
  paragraphs: string[];
  button: string;
  why: string;
}

const WORDS: Record<MailLanguage, Record<PasswordLinkPurpose, (person: string, tenant: string) => Words>> = {
  en: {
    invitation: (person, tenant) => ({
      subject: `Join ${tenant} on Chorus`,
      heading: `Welcome, ${person}`,
      paragraphs: [
        `You're invited to answer customers of ${tenant}. Choose a password to get started.`,
        "The link expires in 7 days.",
      ],
      button: "Choose password",
      why: `You got this because someone at ${tenant} invited you.`,
    }),
    password_reset: (_, tenant) => ({
      subject: `Reset your password for ${tenant}`,
      heading: "Reset your password",
      paragraphs: [
        `Someone asked to reset the password of your account at ${tenant}.`,
        "The link expires in one hour. If this wasn't you, ignore this email: your password stays the same.",
      ],
      button: "Choose new password",
      why: "You got this because a password reset was requested.",
    }),
  },
  de: {
    invitation: (person, tenant) => ({
      subject: `Einladung zu ${tenant} auf Chorus`,
      heading: `Willkommen, ${person}`,
      paragraphs: [
        `Sie sind eingeladen, Kunden von ${tenant} zu antworten. Wählen Sie ein Passwort, dann kann es losgehen.`,
        "Der Link gilt 7 Tage.",
      ],
      button: "Passwort wählen",
      why: `Sie erhalten diese E-Mail, weil Sie jemand bei ${tenant} eingeladen hat.`,
    }),
    password_reset: (_, tenant) => ({
      subject: `Ihr Passwort für ${tenant} zurücksetzen`,
      heading: "Passwort zurücksetzen",
      paragraphs: [
        `Für Ihr Konto bei ${tenant} wurde ein neues Passwort angefordert.`,
        "Der Link gilt eine Stunde. Waren Sie das nicht, ignorieren Sie diese E-Mail einfach: Ihr Passwort bleibt unverändert.",
      ],
      button: "Neues Passwort wählen",
      why: "Sie erhalten diese E-Mail, weil ein neues Passwort angefordert wurde.",
    }),
  },
  es: {
    invitation: (person, tenant) => ({
      subject: `Únase a ${tenant} en Chorus`,
      heading: `Le damos la bienvenida, ${person}`,
      paragraphs: [
        `Le han invitado a atender a los clientes de ${tenant}. Elija una contraseña para empezar.`,
        "El enlace caduca en 7 días.",
      ],
      button: "Elegir contraseña",
      why: `Recibe este correo porque alguien de ${tenant} le ha invitado.`,
    }),
    password_reset: (_, tenant) => ({
      subject: `Restablezca su contraseña de ${tenant}`,
      heading: "Restablecer la contraseña",
      paragraphs: [
        `Alguien ha pedido restablecer la contraseña de su cuenta de ${tenant}.`,
        "El enlace caduca en una hora. Si no ha sido usted, ignore este correo: su contraseña no cambia.",
      ],
      button: "Elegir contraseña nueva",
      why: "Recibe este correo porque se pidió restablecer la contraseña.",
    }),
  },
};

export function passwordLinkMail(input: {
  language: MailLanguage;
  tenant: Tenant;
  person: string;
  purpose: PasswordLinkPurpose;
  url: string;
}): Promise<Mail> {
  const { language, tenant, person, purpose, url } = input;
  const { button, ...words } = WORDS[language][purpose](person, tenant.name);
  return shortEmail({ language, tenant, ...words, button: { label: button, url } });
}

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
      subject: `${tenant} invites you to its support desk`,
      heading: `Welcome, ${person}`,
      paragraphs: [
        `You answer customers of ${tenant} with Chorus. Choose a password, and you can start.`,
        "The link works for 7 days.",
      ],
      button: "Choose a password",
      why: `You get this mail because somebody at ${tenant} has invited you.`,
    }),
    password_reset: (person, tenant) => ({
      subject: "Choose a new password",
      heading: `Hello ${person}`,
      paragraphs: [
        `Somebody asked for a new password for your account at ${tenant}.`,
        "The link works for one hour. If that was not you, do nothing: your password stays as it is.",
      ],
      button: "Choose a new password",
      why: "You get this mail because a new password was asked for.",
    }),
  },
  de: {
    invitation: (person, tenant) => ({
      subject: `${tenant} lädt Sie an den Support-Arbeitsplatz ein`,
      heading: `Willkommen, ${person}`,
      paragraphs: [
        `Mit Chorus beantworten Sie Fragen von Kunden von ${tenant}. Wählen Sie ein Passwort, und es kann losgehen.`,
        "Der Link gilt 7 Tage.",
      ],
      button: "Passwort wählen",
      why: `Sie erhalten diese Mail, weil Sie jemand bei ${tenant} eingeladen hat.`,
    }),
    password_reset: (person, tenant) => ({
      subject: "Neues Passwort wählen",
      heading: `Guten Tag, ${person}`,
      paragraphs: [
        `Für Ihr Konto bei ${tenant} wurde ein neues Passwort angefordert.`,
        "Der Link gilt eine Stunde. Waren Sie das nicht, tun Sie nichts: Ihr Passwort bleibt, wie es ist.",
      ],
      button: "Neues Passwort wählen",
      why: "Sie erhalten diese Mail, weil ein neues Passwort angefordert wurde.",
    }),
  },
  es: {
    invitation: (person, tenant) => ({
      subject: `${tenant} le invita a su mesa de soporte`,
      heading: `Le damos la bienvenida, ${person}`,
      paragraphs: [
        `Con Chorus responde a clientes de ${tenant}. Elija una contraseña y podrá empezar.`,
        "El enlace sirve durante 7 días.",
      ],
      button: "Elegir una contraseña",
      why: `Recibe este correo porque alguien de ${tenant} le ha invitado.`,
    }),
    password_reset: (person, tenant) => ({
      subject: "Elija una contraseña nueva",
      heading: `Hola, ${person}`,
      paragraphs: [
        `Se ha pedido una contraseña nueva para su cuenta en ${tenant}.`,
        "El enlace sirve durante una hora. Si no fue usted, no haga nada: su contraseña no cambia.",
      ],
      button: "Elegir una contraseña nueva",
      why: "Recibe este correo porque se pidió una contraseña nueva.",
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

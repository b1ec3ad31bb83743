import type { MailLanguage } from "./languages.ts";
import { LIGHT } from "./look.ts";
import type { Mail } from "./mail.ts";
import { shortEmail } from "./short-email.ts";

interface Words {
  subject: string;
  heading: string;
  first: string;
  known: (tenants: readonly string[], signInUrl: string) => string;
  last: string;
  button: string;
  why: string;
}

const WORDS: Record<MailLanguage, Words> = {
  en: {
    subject: "Confirm your email address for Chorus",
    heading: "Open your company on Chorus",
    first:
      "Someone, hopefully you, wants to open a company on Chorus with this email address. Confirm it, then choose a short name and a password.",
    known: (tenants, url) =>
      [
        "You already have an account at:",
        ...tenants,
        `Sign in there: ${url}`,
        "You can open another company anyway. It has a password of its own.",
      ].join("\n"),
    last: "The link works once, within 24 hours. If this wasn't you, ignore this email: nothing is opened, and your address is removed after that day.",
    button: "Confirm and continue",
    why: "You got this because this address was entered on the sign-up page.",
  },
  de: {
    subject: "Bestätigen Sie Ihre E-Mail-Adresse für Chorus",
    heading: "Ihr Unternehmen bei Chorus anlegen",
    first:
      "Jemand, hoffentlich Sie, möchte mit dieser E-Mail-Adresse ein Unternehmen bei Chorus anlegen. Bestätigen Sie sie und wählen Sie dann einen Kurznamen und ein Passwort.",
    known: (tenants, url) =>
      [
        "Sie haben bereits ein Konto bei:",
        ...tenants,
        `Dort anmelden: ${url}`,
        "Sie können trotzdem ein weiteres Unternehmen anlegen. Es hat ein eigenes Passwort.",
      ].join("\n"),
    last: "Der Link gilt einmal und 24 Stunden lang. Waren Sie das nicht, ignorieren Sie diese E-Mail einfach: Es wird nichts angelegt, und Ihre Adresse wird nach diesem Tag gelöscht.",
    button: "Bestätigen und weiter",
    why: "Sie erhalten diese E-Mail, weil diese Adresse auf der Registrierungsseite eingegeben wurde.",
  },
  es: {
    subject: "Confirme su dirección de correo para Chorus",
    heading: "Abra su empresa en Chorus",
    first:
      "Alguien, esperamos que usted, quiere abrir una empresa en Chorus con esta dirección de correo. Confírmela y elija después un nombre corto y una contraseña.",
    known: (tenants, url) =>
      [
        "Ya tiene una cuenta en:",
        ...tenants,
        `Inicie sesión allí: ${url}`,
        "Aun así puede abrir otra empresa. Tendrá su propia contraseña.",
      ].join("\n"),
    last: "El enlace sirve una vez y durante 24 horas. Si no ha sido usted, ignore este correo: no se abre nada y su dirección se elimina pasado ese día.",
    button: "Confirmar y continuar",
    why: "Recibe este correo porque esta dirección se introdujo en la página de registro.",
  },
};

/**
 * To an address that nobody has confirmed: it says nothing that others have written freely, neither in the form nor as the name of a
 * company, so that nobody can send words of their own to strangers.
 */
export function signUpMail(input: {
  language: MailLanguage;
  /** The short names of companies in which somebody has entered the address. */
  known: readonly string[];
  url: string;
  signInUrl: string;
}): Promise<Mail> {
  const { language, known, url, signInUrl } = input;
  const { subject, heading, first, last, button, why, ...words } = WORDS[language];
  return shortEmail({
    ...{ language, subject, heading, why },
    tenant: { name: "Chorus", teamName: "Chorus", accentColour: LIGHT.accent },
    paragraphs: [first, ...(known.length > 0 ? [words.known(known, signInUrl)] : []), last],
    button: { label: button, url },
  });
}

import type { MailLanguage } from "./languages.ts";
import type { Tenant, Mail } from "./mail.ts";
import { shortEmail } from "./short-email.ts";

interface SignIn {
  person: string;
  /** "Firefox, Windows"; null when it is unknown. */
  device: string | null;
  ip: string | null;
  at: Date;
}

interface Words {
  subject: string;
  paragraphs: (signIn: { device: string; ip: string; at: string }) => string[];
  unknown: string;
  button: string;
  why: string;
}

const WORDS: Record<MailLanguage, Words> = {
  en: {
    subject: "New sign-in to your account",
    paragraphs: ({ device, ip, at }) => [
      `Your account was signed in to on a device it was not used on before: ${device}, from ${ip}, on ${at}.`,
      "If that was you, do nothing. If not, end that session and choose a new password.",
    ],
    unknown: "an unknown device",
    button: "See where you are signed in",
    why: "You get this mail because it is about the safety of your account.",
  },
  de: {
    subject: "Neue Anmeldung an Ihrem Konto",
    paragraphs: ({ device, ip, at }) => [
      `An Ihrem Konto hat sich jemand auf einem neuen Gerät angemeldet: ${device}, von ${ip}, am ${at}.`,
      "Waren Sie das, tun Sie nichts. Wenn nicht, beenden Sie diese Sitzung und wählen Sie ein neues Passwort.",
    ],
    unknown: "ein unbekanntes Gerät",
    button: "Sehen, wo Sie angemeldet sind",
    why: "Sie erhalten diese Mail, weil es um die Sicherheit Ihres Kontos geht.",
  },
  es: {
    subject: "Nuevo inicio de sesión en su cuenta",
    paragraphs: ({ device, ip, at }) => [
      `Se ha iniciado sesión en su cuenta en un dispositivo nuevo: ${device}, desde ${ip}, el ${at}.`,
      "Si fue usted, no haga nada. Si no, cierre esa sesión y elija una contraseña nueva.",
    ],
    unknown: "un dispositivo desconocido",
    button: "Ver dónde ha iniciado sesión",
    why: "Recibe este correo porque se trata de la seguridad de su cuenta.",
  },
};

export function newDeviceMail(input: {
  /** The recipient. */
  reader: { language: MailLanguage; timeZone: string };
  tenant: Tenant;
  signIn: SignIn;
  url: string;
}): Promise<Mail> {
  const { tenant, signIn, url } = input;
  const { language, timeZone } = input.reader;
  const { subject, paragraphs, unknown, button, why } = WORDS[language];
  const clock = new Intl.DateTimeFormat(language, { dateStyle: "long", timeStyle: "short", timeZone });
  const at = `${clock.format(signIn.at)} (${timeZone})`;
  const sentences = paragraphs({ device: signIn.device ?? unknown, ip: signIn.ip ?? "?", at });
  return shortEmail({
    ...{ language, tenant, subject, heading: subject, why },
    paragraphs: [`${signIn.person},`, ...sentences],
    button: { label: button, url },
  });
}

import type { MailLanguage } from "./languages.ts";
import type { Tenant, Mail } from "./mail.ts";
import { shortEmail } from "./short-email.ts";

/** From where an account was used. */
export interface AccountUse {
  browser: string | null;
  system: string | null;
  ip: string | null;
  at: Date;
}

export type SecurityEvent = "new_device" | "password_changed";

interface Words {
  device: (browser: string, system: string) => string;
  unknownDevice: string;
  /** One line each: from which device, from which address, when. */
  facts: (use: { device: string; ip: string | null; at: string }) => string[];
  why: string;
  events: Record<
    SecurityEvent,
    {
      subject: (device: string | null, tenant: string) => string;
      first: (tenant: string) => string;
      last: string;
      button: string;
    }
  >;
}

const WORDS: Record<MailLanguage, Words> = {
  en: {
    device: (browser, system) => `${browser} on ${system}`,
    unknownDevice: "Unknown device",
    facts: ({ device, ip, at }) => [`Device: ${device}`, ...(ip ? [`IP address: ${ip}`] : []), `Time: ${at}`],
    why: "You got this because it's about the security of your account.",
    events: {
      new_device: {
        subject: (device) => (device === null ? "New sign-in to your account" : `New sign-in from ${device}`),
        first: (tenant) => `Someone signed in to your account at ${tenant} on a device you haven't used before.`,
        last: "If this was you, there's nothing to do. If not, sign out that session and change your password.",
        button: "Review active sessions",
      },
      password_changed: {
        subject: (_, tenant) => `Your password for ${tenant} was changed`,
        first: (tenant) => `The password of your account at ${tenant} was changed. All other devices were signed out.`,
        last: "If this wasn't you, choose a new password now: “Forgot password?” on the sign-in page. Then tell an admin.",
        button: "Go to sign-in",
      },
    },
  },
  de: {
    device: (browser, system) => `${browser} unter ${system}`,
    unknownDevice: "Unbekanntes Gerät",
    facts: ({ device, ip, at }) => [`Gerät: ${device}`, ...(ip ? [`IP-Adresse: ${ip}`] : []), `Zeit: ${at}`],
    why: "Sie erhalten diese E-Mail, weil es um die Sicherheit Ihres Kontos geht.",
    events: {
      new_device: {
        subject: (device) => (device === null ? "Neue Anmeldung an Ihrem Konto" : `Neue Anmeldung: ${device}`),
        first: (tenant) => `An Ihrem Konto bei ${tenant} hat sich jemand auf einem neuen Gerät angemeldet.`,
        last: "Waren Sie das, ist nichts zu tun. Wenn nicht, beenden Sie diese Sitzung und ändern Sie Ihr Passwort.",
        button: "Aktive Sitzungen ansehen",
      },
      password_changed: {
        subject: (_, tenant) => `Ihr Passwort für ${tenant} wurde geändert`,
        first: (tenant) =>
          `Das Passwort Ihres Kontos bei ${tenant} wurde geändert. Alle anderen Geräte wurden abgemeldet.`,
        last: "Waren Sie das nicht, wählen Sie gleich ein neues: „Passwort vergessen?“ auf der Anmeldeseite. Sagen Sie danach Ihrer Administration Bescheid.",
        button: "Zur Anmeldung",
      },
    },
  },
  es: {
    device: (browser, system) => `${browser} en ${system}`,
    unknownDevice: "Dispositivo desconocido",
    facts: ({ device, ip, at }) => [`Dispositivo: ${device}`, ...(ip ? [`Dirección IP: ${ip}`] : []), `Hora: ${at}`],
    why: "Recibe este correo porque se trata de la seguridad de su cuenta.",
    events: {
      new_device: {
        subject: (device) =>
          device === null ? "Nuevo inicio de sesión en su cuenta" : `Nuevo inicio de sesión desde ${device}`,
        first: (tenant) => `Alguien ha iniciado sesión en su cuenta de ${tenant} desde un dispositivo nuevo.`,
        last: "Si ha sido usted, no tiene que hacer nada. Si no, cierre esa sesión y cambie la contraseña.",
        button: "Ver sesiones activas",
      },
      password_changed: {
        subject: (_, tenant) => `Su contraseña de ${tenant} ha cambiado`,
        first: (tenant) =>
          `Se ha cambiado la contraseña de su cuenta de ${tenant}. Se ha cerrado la sesión en los demás dispositivos.`,
        last: "Si no ha sido usted, elija ahora una contraseña nueva con «¿Ha olvidado la contraseña?» en la página de inicio de sesión y avise a un administrador.",
        button: "Ir al inicio de sesión",
      },
    },
  },
};

/** About a sign-in on a new device, or a password that was changed. */
export function accountSecurityMail(input: {
  event: SecurityEvent;
  reader: { language: MailLanguage; timeZone: string };
  tenant: Tenant;
  use: AccountUse;
  url: string;
}): Promise<Mail> {
  const { event, tenant, use, url } = input;
  const { language, timeZone } = input.reader;
  const words = WORDS[language];
  const { subject: subjectOf, first, last, button } = words.events[event];
  const known = [use.browser, use.system].filter((part) => part !== null);
  const device = use.browser && use.system ? words.device(use.browser, use.system) : (known[0] ?? null);
  const clock = new Intl.DateTimeFormat(language, { dateStyle: "long", timeStyle: "short", timeZone });
  const at = `${clock.format(use.at)} (${timeZone})`;
  const facts = words.facts({ device: device ?? words.unknownDevice, ip: use.ip, at });
  const subject = subjectOf(device, tenant.name);
  return shortEmail({
    ...{ language, tenant, subject, heading: subject, why: words.why },
    paragraphs: [first(tenant.name), facts.join("\n"), last],
    button: { label: button, url },
  });
}

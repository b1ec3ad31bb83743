import { QUOTA_NAMES, type QuotaName, WARNED_SHARE } from "@chorus/contracts/quotas";
import type { MailLanguage } from "./languages.ts";
import type { Mail, Tenant } from "./mail.ts";
import { shortEmail } from "./short-email.ts";

/** A quota that is nearly used up, and how much there is of it. */
export interface WarnedQuota {
  quota: QuotaName;
  amount: number;
}

interface Words {
  subject: (tenant: string, share: string) => string;
  first: (share: string) => string;
  /** What there is, and what happens at its end. */
  lines: Record<QuotaName, (amount: string) => string>;
  last: string;
  button: string;
  why: string;
}

const WORDS: Record<MailLanguage, Words> = {
  en: {
    subject: (tenant, share) => `${tenant} has used ${share} of a limit`,
    first: (share) => `At least ${share} of this is used:`,
    lines: {
      sends_per_minute: (amount) =>
        `Messages a minute: ${amount}. Above that, messages wait for the next minute and are then sent by themselves.`,
      sockets: (amount) =>
        `Open connections: ${amount}. Above that, more customers connect later. Your team always connects.`,
      stored_bytes: (amount) => `Storage: ${amount}. When it's full, new files and photos are refused.`,
      model_tokens_per_month: (amount) =>
        `Model tokens this month: ${amount}. After that, the built-in summariser writes summaries.`,
      mails_per_day: (amount) =>
        `Emails today: ${amount}. After that, email notifications wait for the next day. Invitations and password emails always go out.`,
    },
    last: "Need more? Whoever runs this Chorus can raise the limit.",
    button: "See usage",
    why: "You got this because you're an owner or admin.",
  },
  de: {
    subject: (tenant, share) => `${tenant}: ${share} einer Grenze sind erreicht`,
    first: (share) => `Davon sind mindestens ${share} verbraucht:`,
    lines: {
      sends_per_minute: (amount) =>
        `Nachrichten pro Minute: ${amount}. Darüber warten Nachrichten auf die nächste Minute und werden dann von selbst gesendet.`,
      sockets: (amount) =>
        `Offene Verbindungen: ${amount}. Darüber verbinden sich weitere Kunden erst später. Ihr Team verbindet sich immer.`,
      stored_bytes: (amount) =>
        `Speicher: ${amount}. Ist er voll, werden neue Dateien und Fotos nicht mehr angenommen.`,
      model_tokens_per_month: (amount) =>
        `Modell-Tokens in diesem Monat: ${amount}. Danach schreibt die eingebaute Zusammenfassung.`,
      mails_per_day: (amount) =>
        `E-Mails heute: ${amount}. Danach warten Benachrichtigungen per E-Mail auf den nächsten Tag. Einladungen und E-Mails zu Passwörtern gehen immer hinaus.`,
    },
    last: "Sie brauchen mehr? Wer diese Installation betreibt, kann die Grenze erhöhen.",
    button: "Nutzung ansehen",
    why: "Sie erhalten diese E-Mail, weil Sie zur Inhaberschaft oder Administration gehören.",
  },
  es: {
    subject: (tenant, share) => `${tenant} ha usado el ${share} de un límite`,
    first: (share) => `Se ha usado al menos el ${share} de lo siguiente:`,
    lines: {
      sends_per_minute: (amount) =>
        `Mensajes por minuto: ${amount}. A partir de ahí, los mensajes esperan al minuto siguiente y se envían solos.`,
      sockets: (amount) =>
        `Conexiones abiertas: ${amount}. A partir de ahí, otros clientes se conectan más tarde. Su equipo siempre puede conectarse.`,
      stored_bytes: (amount) => `Almacenamiento: ${amount}. Cuando esté lleno, no se aceptarán más archivos ni fotos.`,
      model_tokens_per_month: (amount) =>
        `Tokens del modelo este mes: ${amount}. Después, los resúmenes los escribe el resumidor integrado.`,
      mails_per_day: (amount) =>
        `Correos de hoy: ${amount}. Después, los avisos por correo esperan al día siguiente. Las invitaciones y los correos de contraseñas se envían siempre.`,
    },
    last: "¿Necesita más? Quien administra esta instalación puede ampliar el límite.",
    button: "Ver el uso",
    why: "Recibe este correo porque es propietario o administrador.",
  },
};

/** To owners and admins, when most of a quota is used. */
export function quotaWarning(input: {
  language: MailLanguage;
  tenant: Tenant;
  warned: readonly WarnedQuota[];
  url: string;
}): Promise<Mail> {
  const { language, tenant, warned, url } = input;
  const words = WORDS[language];
  const share = new Intl.NumberFormat(language, { style: "percent" }).format(WARNED_SHARE);
  const subject = words.subject(tenant.name, share);
  const inOrder = QUOTA_NAMES.flatMap((name) => warned.filter(({ quota }) => quota === name));
  const lines = inOrder.map(({ quota, amount }) => words.lines[quota](formatAmount(language, quota, amount)));
  return shortEmail({
    ...{ language, tenant, subject, heading: subject, why: words.why },
    paragraphs: [words.first(share), ...lines, words.last],
    button: { label: words.button, url },
  });
}

const UNITS = ["byte", "kilobyte", "megabyte", "gigabyte", "terabyte"] as const;

function formatAmount(language: MailLanguage, quota: QuotaName, amount: number): string {
  if (quota !== "stored_bytes") return new Intl.NumberFormat(language).format(amount);
  const power = Math.min(UNITS.length - 1, Math.floor(Math.log2(Math.max(amount, 1)) / 10));
  const options = { style: "unit", unit: UNITS[power] ?? "byte", maximumFractionDigits: 1 } as const;
  return new Intl.NumberFormat(language, options).format(amount / 1024 ** power);
}

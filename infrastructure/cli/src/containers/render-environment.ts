import { createECDH, randomBytes } from "node:crypto";

const SECRETS = [
  ...["POSTGRES_PASSWORD", "SERVICE_DATABASE_PASSWORD", "REDIS_PASSWORD", "INTERNAL_SECRET", "CHORUS_SECRET"],
  ...["LINK_SECRET", "CHORUS_OPERATOR_KEY", "MAIL_CALLBACK_KEY", "TWILIO_AUTH_TOKEN"],
];

interface Choices {
  /** What people type, with a port where it is not 443. */
  host: string;
  /** Adds the mailbox and what else a development stack has. */
  isForDevelopment: boolean;
}

/** The text of .env: every value in quotes, so that none is read as a number. */
export function renderEnvironment({ host, isForDevelopment }: Choices): string {
  const files = ["compose.yaml", ...(isForDevelopment ? ["compose.override.yaml"] : [])].join(":");
  return [
    "# What people type: the API's host; the desk is at desk. and the widget at widget. before it. A port only where it is not 443.",
    `CHORUS_HOST='${host}'`,
    "# Where the proxy listens on this machine; 0.0.0.0:443 for everybody.",
    `CHORUS_LISTEN='127.0.0.1:${/:(\d+)$/.exec(host)?.[1] ?? "443"}'`,
    "# The images' tag.",
    "CHORUS_VERSION='dev'",
    "# Where mails are handed over, smtps://user:password@mail.example.com; they wait until it can be reached.",
    "SMTP_URL='smtp://127.0.0.1:1025'",
    `MAIL_FROM='notifications@${host.replace(/:\d+$/, "")}'`,
    "",
    "# Which files `docker compose` reads: without this line it would take the development override, too.",
    `COMPOSE_FILE='${files}'`,
    "",
    "# Made at random for this installation; CHORUS_SECRET and the VAPID keys must never be lost or changed.",
    ...SECRETS.map((name) => `${name}='${randomBytes(32).toString("base64url")}'`),
    ...vapidKeys(),
    "",
  ].join("\n");
}

function vapidKeys(): string[] {
  const pair = createECDH("prime256v1");
  pair.generateKeys();
  return [
    `VAPID_PUBLIC_KEY='${pair.getPublicKey("base64url")}'`,
    `VAPID_PRIVATE_KEY='${pair.getPrivateKey("base64url")}'`,
  ];
}

import { createECDH, randomBytes } from "node:crypto";
import { GRAFANA_PASSWORD, RANDOM_SECRETS } from "@chorus/containers/compose/secret-files";
import { PORTS_BESIDE } from "@chorus/contracts/services";

interface Choices {
  /** What people type, with a port where it is not 443. */
  host: string;
  /** Adds the mailbox and what else a development stack has. */
  isForDevelopment: boolean;
  /** Of the pair whose other half is a secret. */
  vapidPublicKey: string;
}

/** The text of .env, in which nothing is secret: every value in quotes, so that none is read as a number. */
export function renderEnvironment({ host, isForDevelopment, vapidPublicKey }: Choices): string {
  const files = ["compose.yaml", ...(isForDevelopment ? ["compose.override.yaml"] : [])].join(":");
  return [
    "# What people type: the API's host; the desk is at desk. and the widget at widget. before it. A port only where it is not 443.",
    `CHORUS_HOST='${host}'`,
    "# Where the proxy listens on this machine; 0.0.0.0:443 for everybody.",
    `CHORUS_LISTEN='127.0.0.1:${/:(\d+)$/.exec(host)?.[1] ?? "443"}'`,
    "# The images' tag.",
    "CHORUS_VERSION='dev'",
    "# Whom mails are from; where they are handed over is in private/secrets/SMTP_URL.",
    `MAIL_FROM='notifications@${host.replace(/:\d+$/, "")}'`,
    "",
    "# Which files `docker compose` reads: without this line it would take the development override, too.",
    `COMPOSE_FILE='${files}'`,
    "",
    "# Its other half is in private/secrets; neither must ever be lost or changed.",
    `VAPID_PUBLIC_KEY='${vapidPublicKey}'`,
    "",
  ].join("\n");
}

/** Fresh secrets by name, and the public half of the key for push messages. */
export function makeSecrets(): { secrets: Record<string, string>; vapidPublicKey: string } {
  const pair = createECDH("prime256v1");
  pair.generateKeys();
  return {
    secrets: {
      ...Object.fromEntries(
        [...RANDOM_SECRETS, GRAFANA_PASSWORD].map((name) => [name, randomBytes(32).toString("base64url")]),
      ),
      // The mailbox of a development stack; elsewhere mails wait until this is somebody who takes them.
      SMTP_URL: `smtp://127.0.0.1:${PORTS_BESIDE.MAILBOX_SMTP_PORT}`,
      VAPID_PRIVATE_KEY: pair.getPrivateKey("base64url"),
    },
    vapidPublicKey: pair.getPublicKey("base64url"),
  };
}

import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { chmod, mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { SECRETS_FOLDER } from "@chorus/containers/compose/secret-files";
import { repositoryRoot } from "@chorus/servers/paths";
import { messageOf, UserError } from "@chorus/servers/user-error";
import { makeSecrets, renderEnvironment } from "./render-environment.ts";
import { hasSecretFiles, moveSecrets, writeSecrets } from "./secret-files.ts";

const composeFolder = path.join(repositoryRoot, "infrastructure/compose");
const CERTIFICATE_DAYS = 825;

/** `make env`: writes .env, fresh secrets in files, and a certificate for trying out. Never overwrites any of them. */
export async function runWriteEnvironment(): Promise<void> {
  const host = process.env["CHORUS_HOST"] ?? "chorus.localhost:8443";
  const file = path.join(composeFolder, ".env");
  const { secrets, vapidPublicKey } = makeSecrets();
  if (existsSync(file) && !hasSecretFiles(composeFolder)) {
    await moveSecrets(composeFolder, secrets);
    return console.log(`moved the secrets of ${relative(file)} into ${relative(composeFolder)}/${SECRETS_FOLDER}`);
  }
  const text = renderEnvironment({ host, isForDevelopment: process.env["DEV"] === "1", vapidPublicKey });
  await writeFile(file, text, { flag: "wx", mode: 0o600 }).catch((error: unknown) => {
    throw new UserError(`${relative(file)} stays as it is: ${messageOf(error)}.`);
  });
  await writeSecrets(composeFolder, secrets);
  console.log(`wrote ${relative(file)} and ${SECRETS_FOLDER} beside it: keep a copy of BACKUP_KEY elsewhere`);
  await writeCertificate(host.replace(/:\d+$/, ""));
}

const relative = (file: string) => path.relative(repositoryRoot, file);

/** In a folder that only its owner enters: the proxy, which is nobody here, is given what lies in it. */
async function writeCertificate(name: string): Promise<void> {
  const folder = path.join(composeFolder, "private/tls");
  const certificate = path.join(folder, "tls.crt");
  if (existsSync(certificate)) return;
  await mkdir(folder, { recursive: true });
  await chmod(path.dirname(folder), 0o700);
  const key = path.join(folder, "tls.key");
  const names = [name, `desk.${name}`, `widget.${name}`].map((each) => `DNS:${each}`);
  try {
    execFileSync(
      "openssl",
      [
        ...["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-noenc"],
        ...["-days", String(CERTIFICATE_DAYS), "-subj", `/CN=${name}`, "-keyout", key, "-out", certificate],
        ...["-addext", `subjectAltName=${[...names, "IP:127.0.0.1"].join(",")}`],
      ],
      { stdio: ["ignore", "ignore", "pipe"] },
    );
  } catch (error) {
    throw new UserError(`openssl made no certificate (${messageOf(error)}): put your own into ${folder}.`, {
      cause: error,
    });
  }
  await chmod(key, 0o644);
  console.log(`wrote ${relative(certificate)}, signed by itself: for trying out alone`);
}

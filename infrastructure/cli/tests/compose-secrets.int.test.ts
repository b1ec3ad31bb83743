import { mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseEnv } from "node:util";
import { readKeys } from "@chorus/backup/keys";
import { afterEach, beforeEach, expect, test } from "vitest";
import { makeSecrets } from "../src/containers/render-environment.ts";
import {
  hasSecretFiles,
  moveSecrets,
  readSecret,
  writeAddresses,
  writeSecrets,
} from "../src/containers/secret-files.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "chorus-compose-"));
});
afterEach(() => rm(folder, { recursive: true }));

const at = (...names: string[]) => path.join(folder, ...names);
const modeOf = async (file: string) => ((await stat(file)).mode & 0o777).toString(8);

test("secrets are files that containers can read, in a folder that only its owner enters", async () => {
  await writeSecrets(folder, makeSecrets().secrets);
  expect(await modeOf(at("private"))).toBe("700");
  for (const name of await readdir(at("private/secrets")))
    expect([name, await modeOf(at("private/secrets", name))]).toEqual([name, "644"]);
  const password = (await readSecret(folder, "SERVICE_DATABASE_PASSWORD")) ?? "";
  expect(new URL((await readSecret(folder, "DATABASE_URL.chat-service")) ?? "")).toMatchObject({
    ...{ username: "chorus_chat_service", password, host: "postgres:5432" },
  });
  const { identity } = await readKeys({ recipient: "", keyFile: at("private/secrets/BACKUP_KEY") });
  expect(identity).toMatch(/^AGE-SECRET-KEY-1/);
});

test("whoever changes a password changes one file: the addresses follow", async () => {
  await writeSecrets(folder, makeSecrets().secrets);
  await writeFile(at("private/secrets/REDIS_PASSWORD"), "another\n");
  await writeAddresses(folder);
  expect(await readSecret(folder, "REDIS_URL")).toBe("redis://:another@redis:6379");
  await writeFile(at("private/secrets/REDIS_PASSWORD"), "");
  await expect(writeAddresses(folder)).rejects.toThrow(/REDIS_PASSWORD is missing or empty/);
});

test("the secrets of an .env of before move into files as they are, and the rest of it stays", async () => {
  await writeFile(
    at(".env"),
    "# mine\nCHORUS_HOST='chat.example.com'\nCHORUS_SECRET='old one'\nSMTP_URL='smtps://m'\n",
  );
  expect(hasSecretFiles(folder)).toBe(false);
  await moveSecrets(folder, makeSecrets().secrets);
  expect(hasSecretFiles(folder)).toBe(true);
  expect(await readFile(at(".env"), "utf8")).toBe("# mine\nCHORUS_HOST='chat.example.com'\n");
  expect(await readSecret(folder, "CHORUS_SECRET")).toBe("old one");
  expect(await readSecret(folder, "SMTP_URL")).toBe("smtps://m");
  // It had none: whoever takes backups is new.
  expect(await readSecret(folder, "BACKUP_DATABASE_PASSWORD")).toMatch(/^[\w-]{43}$/);
});

test("a provider's key of an .env of before moves, too, and .env says where it is", async () => {
  const names = ["SUMMARY_OPENAI_KEY", "SUMMARY_ANTHROPIC_KEY", "SUMMARY_EMBEDDING_KEY"];
  const keys = names.map((name) => `export ${name} = 'sk-${name}'`);
  await writeFile(at(".env"), ["SUMMARY_OPENAI_URL=https://models.example.com", ...keys, ""].join("\n"));
  await moveSecrets(folder, makeSecrets().secrets);
  const env = await readFile(at(".env"), "utf8");
  expect(parseEnv(env)).toEqual({
    SUMMARY_OPENAI_URL: "https://models.example.com",
    ...Object.fromEntries(names.map((name) => [`${name}_FILE`, `./private/secrets/${name}`])),
  });
  for (const name of names) expect(await readSecret(folder, name)).toBe(`sk-${name}`);
  expect(env).not.toContain("sk-");
});

test("a secret of an .env of before that is empty is made, and a key of nobody's is none", async () => {
  await writeFile(at(".env"), "TWILIO_AUTH_TOKEN=''\nSUMMARY_OPENAI_KEY=\nCHORUS_HOST=chat.example.com\n");
  await moveSecrets(folder, makeSecrets().secrets);
  expect(await readFile(at(".env"), "utf8")).toBe("CHORUS_HOST=chat.example.com\n");
  expect(await readSecret(folder, "TWILIO_AUTH_TOKEN")).toMatch(/^[\w-]{43}$/);
  expect(await readdir(at("private/secrets"))).not.toContain("SUMMARY_OPENAI_KEY");
});

import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { ConfigError, readEnv } from "../src/config.ts";

const schema = z.object({ SMTP_URL: z.string().default("smtp://127.0.0.1:1025"), LINK_SECRET: z.string() });
let folder: string;
const file = (name: string) => path.join(folder, name);

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "chorus-config-"));
  await writeFile(file("secret"), "from a file\n");
  await writeFile(file("empty"), "\n");
});
afterAll(() => rm(folder, { recursive: true }));

test("a variable comes from the file that its _FILE names, without the line's end", () => {
  const read = readEnv(schema, { LINK_SECRET_FILE: file("secret") });
  expect(read).toEqual({ LINK_SECRET: "from a file", SMTP_URL: "smtp://127.0.0.1:1025" });
});

test("an empty value beside a file, and an empty name of a file, are absent", () => {
  expect(readEnv(schema, { LINK_SECRET: "", LINK_SECRET_FILE: file("secret") }).LINK_SECRET).toBe("from a file");
  expect(readEnv(schema, { LINK_SECRET: "given", LINK_SECRET_FILE: " " }).LINK_SECRET).toBe("given");
});

test("both at once, a file that is missing and one that is empty are refused, a line each, without what is in them", () => {
  const read = () =>
    readEnv(schema.extend({ TOKEN: z.string() }), {
      LINK_SECRET: "given",
      LINK_SECRET_FILE: file("secret"),
      SMTP_URL_FILE: file("missing"),
      TOKEN_FILE: file("empty"),
    });
  expect(read).toThrow(ConfigError);
  expect(read).toThrow(/^LINK_SECRET and LINK_SECRET_FILE are both set: keep one of them$/m);
  expect(read).toThrow(/^SMTP_URL_FILE: .*missing cannot be read \(ENOENT\)$/m);
  expect(read).toThrow(/^TOKEN_FILE: .*empty is empty$/m);
  expect(read).not.toThrow(/from a file/);
});

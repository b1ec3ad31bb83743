import { readFile } from "node:fs/promises";
import path from "node:path";
import { expect, test } from "vitest";
import { repositoryRoot } from "@chorus/servers/paths";
import { renderEnvironmentExample } from "./environment-example.ts";

test(".env.example documents exactly the variables that the config schemas read", async () => {
  const written = await readFile(path.join(repositoryRoot, ".env.example"), "utf8");
  expect(written, "run `make generate`").toBe(await renderEnvironmentExample());
});

test("chat-service alone has the secret that encrypts keys and derives refresh tokens", async () => {
  const sections = (await renderEnvironmentExample())
    .split("# ---- ")
    .filter((text) => text.includes("CHORUS_SECRET="));
  expect(sections.map((text) => text.slice(0, text.indexOf(" ----")))).toEqual(["chat-service"]);
});

import { readFile } from "node:fs/promises";
import path from "node:path";
import { expect, test } from "vitest";
import { repositoryRoot } from "@chorus/servers/paths";
import { renderEnvironmentExample } from "./environment-example.ts";

test(".env.example documents exactly the variables that the config schemas read", async () => {
  const written = await readFile(path.join(repositoryRoot, ".env.example"), "utf8");
  expect(written, "run `make generate`").toBe(await renderEnvironmentExample());
});

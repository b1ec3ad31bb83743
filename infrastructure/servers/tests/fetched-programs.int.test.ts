import { mkdir, mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { fetchDebianPackages, fetchWheel } from "../src/fetched-programs.ts";

let cache: string;
beforeEach(async () => {
  cache = await mkdtemp(path.join(tmpdir(), "chorus-fetched-"));
  vi.stubEnv("XDG_CACHE_HOME", cache);
  // Neither pip nor apt-get.
  vi.stubEnv("PATH", cache);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(cache, { recursive: true });
});

test("what cannot be fetched is said in words, with what to do, and leaves nothing behind", async () => {
  const about = { what: "squawk", instead: "pip install squawk-cli" };
  await expect(fetchWheel("squawk-cli==1.0.0", about)).rejects.toThrow(
    "squawk: missing here, and could not be fetched (spawn pip ENOENT): pip install squawk-cli.",
  );
  const debian = { name: "some", packages: ["some"], what: "Some", instead: "install it" };
  await expect(fetchDebianPackages(debian)).rejects.toThrow(/^Some: missing here, .*: install it\.$/);
  expect(await readdir(path.join(cache, "chorus/tools"))).toEqual(["wheels"]);
  expect(await readdir(path.join(cache, "chorus/tools/wheels"))).toEqual([]);
});

test("what was fetched before is used again", async () => {
  const folder = path.join(cache, "chorus/tools/wheels/squawk-cli-1.0.0");
  await mkdir(folder, { recursive: true });
  expect(await fetchWheel("squawk-cli==1.0.0", { what: "squawk", instead: "install it" })).toBe(folder);
});

import { SERVICE_NAMES } from "@chorus/contracts/services";
import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { bakeFile, partsNamed } from "./bake-file.ts";
import { IMAGE_PARTS } from "./image-parts.ts";

interface Baked {
  target: Record<string, { args: Record<string, string>; tags: string[]; secret?: string[]; network?: string }>;
}

test("every service of the catalogue has an image", () => {
  const names = IMAGE_PARTS.map(({ name }) => name);
  expect(names).toEqual(expect.arrayContaining([...SERVICE_NAMES, "migrate", "desk", "widget", "chroma"]));
});

test("what a health check asks is said by the parts, and not in the Containerfile", () => {
  const { target } = JSON.parse(bakeFile(IMAGE_PARTS, { repository: "chorus", tag: "dev" })) as Baked;
  expect(target["backup"]?.args).toMatchObject({ HEALTH_PORT: "9090", HEALTH_PATH: "/metrics" });
  expect(target["chroma"]?.args).toMatchObject({ HEALTH_PORT: "8000", HEALTH_PATH: "/api/v2/heartbeat" });
  const text = readFileSync(path.join(import.meta.dirname, "../service.Containerfile"), "utf8");
  const ports = IMAGE_PARTS.flatMap(({ healthPort }) => healthPort ?? []);
  expect(ports.filter((port) => text.includes(String(port)))).toEqual([]);
});

test("secrets are files of the build, and never arguments, which images keep", () => {
  const options = { repository: "registry.example.com/chorus", tag: "1.2.3", secrets: { npmrc: "/n", ca: "/c" } };
  const { target } = JSON.parse(bakeFile(partsNamed("chat-service"), options)) as Baked;
  expect(target["chat-service"]).toMatchObject({
    args: { PART: "services/chat-service", HEALTH_PORT: "8082" },
    tags: ["registry.example.com/chorus/chat-service:1.2.3"],
    secret: ["type=file,id=npmrc,src=/n", "type=file,id=ca,src=/c"],
  });
  expect(Object.keys(target)).toEqual(["chat-service"]);
});

test("what is pushed says how it was made and what is in it", () => {
  const options = { repository: "registry.example.com/chorus", tag: "1.2.3", isPushed: true };
  const { target } = JSON.parse(bakeFile(partsNamed("desk"), options)) as Baked;
  expect(target["desk"]).toMatchObject({
    ...{ output: ["type=registry"], attest: ["type=provenance,mode=max", "type=sbom"] },
  });
});

test("an unknown image is refused with those there are", () => {
  expect(() => partsNamed("chat")).toThrow("there is no image chat; there are migrate, chat-service,");
});

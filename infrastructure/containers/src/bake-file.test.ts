import { SERVICE_NAMES } from "@chorus/contracts/services";
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

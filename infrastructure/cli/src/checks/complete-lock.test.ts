import { expect, test } from "vitest";
import { completeLock, platformOf } from "./complete-lock.ts";

test("notes the binaries of other platforms beside the one that is there", () => {
  const lock = {
    packages: {
      "": {},
      "node_modules/tool/node_modules/linter": {
        version: "1.2.3",
        dev: true,
        optionalDependencies: { "@linter/linux-x64-gnu": "1.2.3", "@linter/darwin-arm64": "1.2.3" },
      },
      "node_modules/tool/node_modules/@linter/linux-x64-gnu": { version: "1.2.3", optional: true },
    },
  };
  expect(completeLock(lock)).toBe(true);
  expect(lock.packages).toHaveProperty(["node_modules/tool/node_modules/@linter/darwin-arm64"], {
    version: "1.2.3",
    dev: true,
    optional: true,
    os: ["darwin"],
    cpu: ["arm64"],
  });
  expect(completeLock(lock)).toBe(false);
});

test.each([
  ["@oxfmt/binding-linux-x64-musl", { os: ["linux"], cpu: ["x64"], libc: ["musl"] }],
  ["@oxfmt/binding-linux-arm-gnueabihf", { os: ["linux"], cpu: ["arm"], libc: ["glibc"] }],
  ["@oxfmt/binding-win32-arm64-msvc", { os: ["win32"], cpu: ["arm64"] }],
  ["@turbo/darwin-64", { os: ["darwin"], cpu: ["x64"] }],
  ["@turbo/windows-arm64", { os: ["win32"], cpu: ["arm64"] }],
  ["@tailwindcss/oxide-wasm32-wasi", { cpu: ["wasm32"] }],
  ["@msgpackr-extract/msgpackr-extract-linux-arm", { os: ["linux"], cpu: ["arm"] }],
])("%s is for %j", (name, platform) => {
  expect(platformOf(name)).toEqual(platform);
});

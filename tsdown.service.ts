import type { UserConfig } from "tsdown";

/** How every service is bundled: our own packages inside, those from npm beside it. */
export const serviceBundle: UserConfig = {
  entry: ["src/main.ts"],
  format: "esm",
  platform: "node",
  target: "node24",
  outDir: "dist",
  sourcemap: true,
  noExternal: [/^@chorus\//],
  external: [/^[a-z][^:]*$/i, /^@(?!chorus\/)/],
};

import { defineConfig } from "tsdown";
import { serviceBundle } from "../../tsdown.service.ts";

export default defineConfig({
  ...serviceBundle,
  // It runs as a process of its own.
  copy: ["../../shared/files/src/images/image-program.mjs"],
});

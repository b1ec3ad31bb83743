import { defineConfig } from "tsdown";
import { serviceBundle } from "../../tsdown.service.ts";

/** The server of the built desk, beside `dist/public`, which `vite build` writes. */
export default defineConfig({ ...serviceBundle, entry: ["server/main.ts"] });

import { defineConfig } from "tsdown";
import { serviceBundle } from "../../tsdown.service.ts";

/** The Lua scripts are read at start, from beside the bundle. */
export default defineConfig({ ...serviceBundle, copy: ["src/lua"] });

import { defineConfig } from "tsdown";
import { serviceBundle } from "../../tsdown.service.ts";

/** The threads' files are looked for by name: shared/meaning/src/threads/start-thread.ts. */
export default defineConfig({
  ...serviceBundle,
  entry: {
    main: "src/main.ts",
    "local-summariser": "src/extractive/thread.ts",
    embedder: "../../shared/meaning/src/embedder-thread.ts",
  },
});

import { defineConfig } from "tsdown";
import { serviceBundle } from "../../tsdown.service.ts";

/** The threads' files are looked for by name: src/threads/start-thread.ts. */
export default defineConfig({
  ...serviceBundle,
  entry: { main: "src/main.ts", "local-summariser": "src/local/thread.ts", embedder: "src/search/embedder-thread.ts" },
});

import { defineConfig } from "tsdown";
import { serviceBundle } from "../../../tsdown.service.ts";

export default defineConfig({
  ...serviceBundle,
  entry: {
    uws: "uws.ts",
    ws: "ws.ts",
    "socket-io": "socket-io.ts",
    "socket-io-redis": "socket-io-redis.ts",
    "socket-io-streams": "socket-io-streams.ts",
    companion: "../world/companion.ts",
  },
  sourcemap: false,
});

import { runtimeConfig } from "@chorus/servers/vite-runtime-config";
import tailwindcss from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin } from "vite";
import { readAddresses } from "./server/config.ts";
import { deskHeaders } from "./server/desk-policy.ts";

const addresses = readAddresses(process.env);
const server = { host: "127.0.0.1", port: Number(process.env["PORT"] ?? 3000), strictPort: true };

export default defineConfig({
  plugins: [react(), tailwindcss(), runtimeConfig(addresses), securityHeaders()],
  server,
  build: {
    target: "es2023",
    // Beside the server that sends it.
    outDir: "dist/public",
    // Its helper would add a script by itself; browsers of today need none.
    modulePreload: { polyfill: false },
    rolldownOptions: {
      // Libraries change less often than the desk: browsers keep them over releases.
      output: {
        codeSplitting: {
          groups: [
            {
              name: "react",
              test: /node_modules[\\/](react|react-dom|scheduler|radix-ui|@radix-ui|@floating-ui)[\\/]/,
              priority: 2,
            },
            // What only some pages need comes with them: the chart, and each icon.
            { name: "libraries", test: /node_modules[\\/](?!uplot|lucide-react)/, priority: 1 },
          ],
        },
      },
    },
  },
});

/** What desk-server.ts sends: in development, too, the desk is framed by nobody. */
function securityHeaders(): Plugin {
  return {
    name: "chorus-security-headers",
    configureServer(server) {
      const headers = Object.entries(deskHeaders(addresses, true));
      server.middlewares.use((_request, response, next) => {
        for (const [name, value] of headers) response.setHeader(name, value);
        next();
      });
    },
  };
}

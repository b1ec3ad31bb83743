import { runtimeConfig } from "@chorus/local/vite-runtime-config";
import tailwindcss from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

const listen = { host: "127.0.0.1", port: Number(process.env["PORT"] ?? 3000), strictPort: true };

export default defineConfig({
  plugins: [react(), tailwindcss(), runtimeConfig()],
  server: listen,
  preview: listen,
  build: {
    target: "es2023",
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
            { name: "libraries", test: /node_modules/, priority: 1 },
          ],
        },
      },
    },
  },
});

import path from "node:path";
import { runtimeConfig } from "@chorus/local/vite-runtime-config";
import { build, defineConfig, type Plugin } from "vite";

const port = Number(process.env["PORT"] ?? 3001);
const listen = { host: "127.0.0.1", port, strictPort: true };

export default defineConfig({
  plugins: [loader(), framePath(), runtimeConfig()],
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  server: listen,
  preview: listen,
  build: {
    target: "es2022",
    rolldownOptions: { input: path.join(import.meta.dirname, "frame.html") },
  },
});

/** `/loader.js`: one classic script, because that is what shops paste. Built for each request in development. */
function loader(): Plugin {
  return {
    name: "chorus-loader",
    configureServer(server) {
      server.middlewares.use("/loader.js", (_request, response, next) => {
        bundleLoader().then((code) => {
          response.setHeader("content-type", "text/javascript; charset=utf-8");
          response.setHeader("cache-control", "no-store");
          response.end(code);
        }, next);
      });
    },
    async generateBundle() {
      this.emitFile({ type: "asset", fileName: "loader.js", source: await bundleLoader() });
    },
  };
}

/** `/frame` is the address that pages know; the file behind it is frame.html. */
function framePath(): Plugin {
  const rewrite = (server: {
    middlewares: { use(handler: (request: { url?: string }, response: unknown, next: () => void) => void): void };
  }) => {
    server.middlewares.use((request, _response, next) => {
      request.url = request.url?.replace(/^\/frame(?=$|\?)/, "/frame.html");
      next();
    });
  };
  return { name: "chorus-frame-path", configureServer: rewrite, configurePreviewServer: rewrite };
}

async function bundleLoader(): Promise<string> {
  const result = await build({
    configFile: false,
    root: import.meta.dirname,
    logLevel: "warn",
    build: {
      write: false,
      target: "es2020",
      lib: { entry: "src/loader/main.ts", formats: ["iife"], name: "ChorusLoader", fileName: () => "loader.js" },
    },
  });
  const [output] = Array.isArray(result) ? result : [result];
  if (!output || !("output" in output)) throw new Error("the loader was not built");
  return output.output[0].code;
}

import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { runtimeConfig } from "@chorus/servers/vite-runtime-config";
import { build, defineConfig, type Plugin } from "vite";
import { allowedOriginsFrom } from "./server/allowed-origins.ts";
import { embedAnswer, frameHeaders } from "./server/frame-policy.ts";
import { loaderRefusals } from "./server/loader-refusal.ts";

const port = Number(process.env["PORT"] ?? 3001);
const addresses = {
  chatUrl: process.env["CHORUS_CHAT_URL"] ?? "http://127.0.0.1:8082",
  gatewayUrl: process.env["CHORUS_GATEWAY_URL"] ?? "http://127.0.0.1:8080",
  deskUrl: process.env["CHORUS_DESK_URL"] ?? "http://127.0.0.1:3000",
};

export default defineConfig({
  plugins: [
    loader(),
    framePath(),
    runtimeConfig({ chatUrl: addresses.chatUrl, gatewayUrl: addresses.gatewayUrl }),
    usedTokens(),
    plainImports(),
  ],
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  server: { host: "127.0.0.1", port, strictPort: true },
  build: {
    target: "es2022",
    // Beside the server that serves it.
    outDir: "dist/public",
    modulePreload: false,
    rolldownOptions: { input: path.join(import.meta.dirname, "frame.html") },
  },
});

/** `/loader.js`: one classic script for shops to embed. Built for each request in development. */
function loader(): Plugin {
  const { deskUrl, chatUrl } = addresses;
  const refusal = loaderRefusals(allowedOriginsFrom(chatUrl), { deskUrl, isViteServer: true });
  return {
    name: "chorus-loader",
    configureServer(server) {
      server.middlewares.use("/loader.js", (request, response, next) => {
        const { searchParams } = new URL(request.url ?? "/", "http://widget");
        const { referer } = request.headers;
        const asked = { key: searchParams.get("key"), referer, visitorAddress: request.socket.remoteAddress ?? "" };
        const code = refusal(asked).then((script) => script ?? bundleLoader());
        code.then((script) => {
          response.setHeader("content-type", "text/javascript; charset=utf-8");
          response.setHeader("cache-control", "no-store");
          response.setHeader("cross-origin-resource-policy", "cross-origin");
          response.end(script);
        }, next);
      });
    },
    async generateBundle() {
      this.emitFile({ type: "asset", fileName: "loader.js", source: await bundleLoader() });
    },
  };
}

/** `/frame` is the address that pages know; the file behind it is frame.html, sent with its policy, as widget-server.ts does it. */
function framePath(): Plugin {
  const allowedOrigins = allowedOriginsFrom(addresses.chatUrl);
  return {
    name: "chorus-frame-path",
    configureServer(server) {
      server.middlewares.use((request, response, next) => {
        const asked = request.url ?? "/";
        if (!URL.canParse(asked, "http://widget")) return void response.writeHead(400).end();
        const url = new URL(asked, "http://widget");
        if (!["/frame", "/frame.html", "/embed"].includes(url.pathname)) return next();
        void (async () => {
          const visitor = request.socket.remoteAddress ?? "";
          const origins = await allowedOrigins(url.searchParams.get("key") ?? "", visitor);
          const policy = { ...addresses, allowedOrigins: origins, isViteServer: true };
          if (url.pathname === "/embed") {
            const { headers, body } = embedAnswer(policy, {
              key: url.searchParams.get("key") ?? "",
              origin: request.headers.origin,
            });
            response.writeHead(200, headers).end(body);
            return;
          }
          const headers = frameHeaders(policy);
          for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
          request.url = `/frame.html${url.search}`;
          next();
        })();
      });
    },
  };
}

async function bundleLoader(): Promise<string> {
  const result = await build({
    configFile: false,
    root: import.meta.dirname,
    logLevel: "warn",
    plugins: [denseStyles()],
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

/** Of the values of shared/design only those that the frame's styles name: the others would be a third of them. */
function usedTokens(): Plugin {
  const names = (text: string) => [...text.matchAll(/var\((--[\w-]+)/g)].map(([, name = ""]) => name);
  return {
    name: "chorus-used-tokens",
    apply: "build",
    enforce: "pre",
    async transform(code, id) {
      if (!id.endsWith("/design/tokens.css")) return;
      const folder = path.join(import.meta.dirname, "src/frame/styles");
      const files = await readdir(folder);
      const styles = await Promise.all(files.map((file) => readFile(path.join(folder, file), "utf8")));
      const used = new Set(styles.flatMap(names));
      return code.replaceAll(/^ *(--[\w-]+):[^;]*;.*\n/gm, (line, name: string) => (used.has(name) ? line : ""));
    },
  };
}

/** What is loaded later has no styles and no parts of its own: nothing to load ahead, which Vite has a kilobyte for. */
function plainImports(): Plugin {
  return {
    name: "chorus-plain-imports",
    apply: "build",
    transform: (_code, id) =>
      id === "\0vite/preload-helper.js" ? "export const __vitePreload = (load) => load();" : undefined,
  };
}

/** The loader's styles are a string, which no minifier touches. */
function denseStyles(): Plugin {
  return {
    name: "chorus-dense-styles",
    transform: (code, id) =>
      id.endsWith("/loader/styles.ts") ? code.replaceAll(/\n\s*/g, "").replaceAll(/ ?([{};,:]) /g, "$1") : undefined,
  };
}

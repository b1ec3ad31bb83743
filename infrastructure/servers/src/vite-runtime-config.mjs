/**
 * Vite plugin: answers `/config.json` in `vite` and `vite preview` with the addresses of the other parts, as the app's own server does,
 * so that a built app is not bound to any. JavaScript, because Vite loads its config without a TypeScript loader for other packages.
 */
export function runtimeConfig(addresses) {
  const serve = (server) => {
    server.middlewares.use("/config.json", (_request, response) => {
      response.setHeader("content-type", "application/json");
      response.setHeader("cache-control", "no-store");
      response.end(JSON.stringify(addresses));
    });
  };
  return { name: "chorus-runtime-config", configureServer: serve, configurePreviewServer: serve };
}

/**
 * Vite plugin: answers `/config.json` in `vite` and `vite preview` from CHORUS_CHAT_URL and its like, so that a built app is
 * not bound to any address. JavaScript, because Vite loads its config without a TypeScript loader for other packages.
 */
export function runtimeConfig() {
  const serve = (server) => {
    server.middlewares.use("/config.json", (_request, response) => {
      response.setHeader("content-type", "application/json");
      response.setHeader("cache-control", "no-store");
      response.end(JSON.stringify(readRuntimeConfig(process.env)));
    });
  };
  return { name: "chorus-runtime-config", configureServer: serve, configurePreviewServer: serve };
}

function readRuntimeConfig(variables) {
  return {
    chatUrl: variables.CHORUS_CHAT_URL ?? "http://127.0.0.1:8082",
    presenceUrl: variables.CHORUS_PRESENCE_URL ?? "http://127.0.0.1:8081",
    notificationUrl: variables.CHORUS_NOTIFICATION_URL ?? "http://127.0.0.1:8084",
    gatewayUrl: variables.CHORUS_GATEWAY_URL ?? "http://127.0.0.1:8080",
    summaryUrl: variables.CHORUS_SUMMARY_URL ?? "http://127.0.0.1:8083",
    widgetUrl: variables.CHORUS_WIDGET_URL ?? "http://127.0.0.1:3001",
    deskUrl: variables.CHORUS_DESK_URL ?? "http://127.0.0.1:3000",
  };
}

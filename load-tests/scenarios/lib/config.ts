/** Where the platform is, as environment variables of k6 (`k6 run -e CHORUS_CHAT_URL=…`). The defaults are `make dev`'s. */
export const config = {
  chatUrl: __ENV["CHORUS_CHAT_URL"] ?? "http://127.0.0.1:8082",
  gatewayUrl: (__ENV["CHORUS_GATEWAY_URL"] ?? "http://127.0.0.1:8080").replace(/^http/, "ws"),
  operatorKey: __ENV["CHORUS_OPERATOR_KEY"] ?? "dev-operator-key",
  /** Where the summary and the report are written. */
  resultsFolder: __ENV["CHORUS_RESULTS"] ?? "load-tests/results",
} as const;

interface ServiceSpec {
  /** Where it listens in development and by default; its admin port in production is this plus 1000. */
  readonly port: number;
  /** Its own variables begin with this: `CHAT_PORT`. */
  readonly prefix: string;
  readonly purpose: string;
  /** Whether it has a REST API, with a reference in docs/openapi. */
  readonly isRest: boolean;
  /** Runs with lower priority than services that people wait for. */
  readonly isBackground: boolean;
}

/** Every service, in the order in which they start. The stack, the test cluster, tokens, references and pages read it here. */
export const SERVICES = {
  "chat-service": { port: 8082, prefix: "CHAT", isRest: true, isBackground: false, purpose: "REST API" },
  "presence-service": { port: 8081, prefix: "PRESENCE", isRest: true, isBackground: false, purpose: "who is here" },
  "summary-engine": { port: 8083, prefix: "SUMMARY", isRest: true, isBackground: true, purpose: "summaries, search" },
  "notification-worker": {
    port: 8084,
    prefix: "NOTIFICATION",
    isRest: true,
    isBackground: true,
    purpose: "mails and other notifications",
  },
  assistant: {
    port: 8085,
    prefix: "ASSISTANT",
    isRest: true,
    isBackground: false,
    purpose: "alive, answers nothing yet",
  },
  "websocket-gateway": { port: 8080, prefix: "GATEWAY", isRest: false, isBackground: false, purpose: "WebSocket, /ws" },
} as const satisfies Record<string, ServiceSpec>;

export type ServiceName = keyof typeof SERVICES;
export type ServicePrefix = (typeof SERVICES)[ServiceName]["prefix"];

export const SERVICE_NAMES = Object.keys(SERVICES) as ServiceName[];

/** The variable that chooses a service's port. */
export type PortVariable = `${ServicePrefix}_PORT`;

export function portVariable(service: ServiceName): PortVariable {
  return `${SERVICES[service].prefix}_PORT`;
}

/** In production `/metrics` and `/internal` have a port of their own, which no proxy publishes. */
export function defaultAdminPort(service: ServiceName): number {
  return SERVICES[service].port + 1_000;
}

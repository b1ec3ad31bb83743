/** A server that keeps data, which services connect to. */
export type DataServer = "postgres" | "redis" | "chroma";

interface ServiceSpec {
  /** Where it listens in development and by default; its admin port, where others reach it, is this plus 1000. */
  readonly port: number;
  /** Its own variables begin with this: `CHAT_PORT`. */
  readonly prefix: string;
  readonly purpose: string;
  /** Whether it has a REST API, with a reference in docs/openapi. */
  readonly isRest: boolean;
  /** Runs with lower priority than services that people wait for. */
  readonly isBackground: boolean;
  /** Whether it loads the sentence encoder, which makes its image and its memory larger. */
  readonly hasEncoder: boolean;
  /** What it connects to. */
  readonly data: readonly DataServer[];
  /** The services whose admin port it calls. */
  readonly calls: readonly ("chat-service" | "presence-service")[];
  /** What it reaches outside of the platform: mail servers, or HTTPS (models, Twilio, push services). */
  readonly reaches: readonly ("mail" | "https")[];
  /** What a container of it may use; the limit is some three times what it was measured with. */
  readonly memoryMiB: { readonly request: number; readonly limit: number };
}

/** Every service, in the order in which they start. The stack, the test cluster, tokens, references and pages read it here. */
export const SERVICES = {
  "chat-service": {
    port: 8082,
    prefix: "CHAT",
    isRest: true,
    isBackground: false,
    purpose: "REST API",
    hasEncoder: false,
    data: ["postgres", "redis"],
    calls: ["presence-service"],
    reaches: [],
    memoryMiB: { request: 128, limit: 512 },
  },
  "presence-service": {
    port: 8081,
    prefix: "PRESENCE",
    isRest: true,
    isBackground: false,
    purpose: "who is here",
    hasEncoder: false,
    data: ["redis"],
    calls: ["chat-service"],
    reaches: [],
    memoryMiB: { request: 64, limit: 256 },
  },
  "summary-engine": {
    port: 8083,
    prefix: "SUMMARY",
    isRest: true,
    isBackground: true,
    purpose: "summaries, search",
    hasEncoder: true,
    data: ["postgres", "redis", "chroma"],
    calls: ["chat-service"],
    reaches: ["https"],
    memoryMiB: { request: 320, limit: 1024 },
  },
  "notification-worker": {
    port: 8084,
    prefix: "NOTIFICATION",
    isRest: true,
    isBackground: true,
    purpose: "mails and other notifications",
    hasEncoder: false,
    data: ["postgres", "redis"],
    calls: ["chat-service", "presence-service"],
    reaches: ["mail", "https"],
    memoryMiB: { request: 128, limit: 512 },
  },
  assistant: {
    port: 8085,
    prefix: "ASSISTANT",
    isRest: true,
    isBackground: false,
    purpose: "alive, answers nothing yet",
    hasEncoder: false,
    data: ["redis"],
    calls: ["chat-service"],
    reaches: [],
    memoryMiB: { request: 64, limit: 256 },
  },
  commerce: {
    port: 8086,
    prefix: "COMMERCE",
    isRest: true,
    isBackground: false,
    purpose: "a shop: catalogue, stock, carts, orders, payments",
    hasEncoder: false,
    data: ["postgres", "redis"],
    calls: ["chat-service"],
    reaches: ["https"],
    memoryMiB: { request: 96, limit: 384 },
  },
  "websocket-gateway": {
    port: 8080,
    prefix: "GATEWAY",
    isRest: false,
    isBackground: false,
    purpose: "WebSocket, /ws",
    hasEncoder: false,
    data: ["redis"],
    calls: ["chat-service", "presence-service"],
    reaches: [],
    memoryMiB: { request: 128, limit: 768 },
  },
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

/** Ports of what runs beside the services: pages, the doubles of a development stack, Chroma; by the variable that chooses another. */
export const PORTS_BESIDE = {
  DESK_PORT: 3000,
  WIDGET_PORT: 3001,
  SHOP_PORT: 3002,
  OBSERVE_PORT: 3003,
  MAILBOX_SMTP_PORT: 1025,
  MAILBOX_WEB_PORT: 8025,
  TWILIO_DOUBLE_PORT: 4010,
  PUSH_DOUBLE_PORT: 4011,
  STRIPE_DOUBLE_PORT: 4020,
  CHROMA_PORT: 8000,
  BACKUP_METRICS_PORT: 9090,
} as const;

/** The origins under which a browser on this machine knows a page on this port, comma-separated. */
export function localOrigins(port: number): string {
  return `http://127.0.0.1:${port},http://localhost:${port}`;
}

import { defaultAdminPort, SERVICE_NAMES, SERVICES, type ServiceName } from "@chorus/contracts/services";
import { upstreams } from "../nginx/locations.ts";
import { DESK_PORT, WIDGET_PORT } from "../image-parts.ts";
import { appVariables, fixedVariables, type Installation } from "../service-variables.ts";
import { CHECKED, hardened, imageOf, INSIDE, optional, OUTSIDE, required, type Service } from "./common.ts";
import { dataServers, POSTGRES_DATABASE, POSTGRES_USER } from "./data-servers.ts";
import { toYaml } from "../yaml.ts";

/** The variables that each service's schema has. */
export type KnownVariables = Record<ServiceName, readonly string[]>;

export const PROXY_PORT = 8443;
const HEADER = `# The whole platform on one machine: docs/operations/compose.md. Made by \`make generate\` from the catalogue of services
# (shared/contracts/src/services.ts); change infrastructure/containers/src/compose.
`;
/** Longer than a service drains (25 s), after which it ends itself (30 s). */
const STOP_GRACE = "40s";
/** For development alone: a service in a container would not start with them. */
const REFUSED = new Set(["CHORUS_FAILPOINTS", "PUSH_DOUBLE_URL"]);
const MIGRATE_MIB = 256;
const APP_MIB = 192;
const PROXY_MIB = 256;

const installation: Installation = {
  publicHost: required("CHORUS_HOST"),
  databaseUrl: (role) =>
    `postgres://${role}:${required("SERVICE_DATABASE_PASSWORD")}@postgres:5432/${POSTGRES_DATABASE}`,
  redisUrl: `redis://:${required("REDIS_PASSWORD")}@redis:6379`,
  chromaUrl: "http://chroma:8000",
  hostOf: (service) => service,
  secret: required,
};

/** The text of infrastructure/compose/compose.yaml. */
export function renderComposeFile(known: KnownVariables): string {
  return `${HEADER}\n${toYaml(composeFile(known))}`;
}

export function composeFile(known: KnownVariables) {
  return {
    name: "chorus",
    services: {
      ...dataServers(),
      migrate: migrate(),
      ...Object.fromEntries(SERVICE_NAMES.map((name) => [name, serviceOf(name, known[name])])),
      desk: app("desk", DESK_PORT),
      widget: app("widget", WIDGET_PORT),
      proxy: proxy(),
    },
    networks: { [INSIDE]: { internal: true }, [OUTSIDE]: {} },
    volumes: { postgres: {}, redis: {}, chroma: {} },
  };
}

function migrate(): Service {
  const { restart: _once, ...rest } = hardened(MIGRATE_MIB, {
    image: imageOf("migrate"),
    environment: {
      DATABASE_ADMIN_URL: `postgres://${POSTGRES_USER}:${required("POSTGRES_PASSWORD")}@postgres:5432/${POSTGRES_DATABASE}`,
      SERVICE_DATABASE_PASSWORD: required("SERVICE_DATABASE_PASSWORD"),
    },
    networks: [INSIDE],
    depends_on: { postgres: { condition: "service_healthy" } },
  });
  return rest;
}

/** Services start in any order; those with a database wait for its schema. */
function serviceOf(name: ServiceName, known: readonly string[]): Service {
  const { data, reaches, memoryMiB, port } = SERVICES[name];
  const fixed = fixedVariables(name, known, installation);
  const choices = known.filter((variable) => fixed[variable] === undefined && !REFUSED.has(variable)).toSorted();
  const usesDatabase = (data as readonly string[]).includes("postgres");
  return hardened(memoryMiB.limit, {
    image: imageOf(name),
    environment: { ...fixed, ...Object.fromEntries(choices.map((variable) => [variable, null])) },
    networks: reaches.length > 0 ? [INSIDE, OUTSIDE] : [INSIDE],
    expose: [String(port), String(defaultAdminPort(name))],
    // The image says what is asked.
    healthcheck: CHECKED,
    ...(usesDatabase ? { depends_on: { migrate: { condition: "service_completed_successfully" } } } : {}),
    stop_grace_period: STOP_GRACE,
  });
}

function app(name: "desk" | "widget", port: number): Service {
  return hardened(APP_MIB, {
    image: imageOf(name),
    environment: { PORT: String(port), ...appVariables(name, installation) },
    networks: [INSIDE],
    expose: [String(port)],
    healthcheck: CHECKED,
  });
}

function proxy(): Service {
  return hardened(PROXY_MIB, {
    image: optional("NGINX_IMAGE", "nginx:1.30"),
    user: "1000:1000",
    entrypoint: ["nginx", "-e", "stderr", "-p", "/etc/chorus/", "-c", "/etc/chorus/compose.conf", "-g", "daemon off;"],
    // A name that is not there yet is looked for again only after a while.
    depends_on: Object.fromEntries(upstreams().map(({ host }) => [host, { condition: "service_started" }])),
    ports: [`${optional("CHORUS_LISTEN", "127.0.0.1:8443")}:${PROXY_PORT}`],
    volumes: [
      "../nginx:/etc/chorus:ro",
      "../containers/healthcheck.sh:/healthcheck:ro",
      "./private/tls:/etc/chorus-tls:ro",
    ],
    networks: [INSIDE, OUTSIDE],
    environment: { HEALTH_PORT: "8080", HEALTH_PATH: "/healthz" },
    healthcheck: { test: ["CMD", "bash", "/healthcheck"], ...CHECKED },
    // nginx lets its clients end when it is asked with this signal.
    stop_signal: "SIGQUIT",
    stop_grace_period: STOP_GRACE,
  });
}

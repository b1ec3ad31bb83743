import { defaultAdminPort, PORTS_BESIDE, SERVICE_NAMES, type ServiceName, SERVICES } from "@chorus/contracts/services";
import { upstreams } from "../proxies/locations.ts";
import { BACKED_UP_SECRETS, isSecret, MIGRATION_SECRETS } from "../secrets.ts";
import { appVariables, fixedVariables, type Installation } from "../service-variables.ts";
import { CHECKED, hardened, imageOf, INSIDE, optional, OUTSIDE, required, type Service } from "./common.ts";
import { dataServers } from "./data-servers.ts";
import { databaseSecretOf, given, secretSources } from "./secret-files.ts";
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
/** infrastructure/nginx/compose.conf says for what. */
const PROXY_MIB = 512;
const BACKUP_MIB = 384;

/** Stands where a secret's value would be: it is mounted as a file. */
const FROM_FILE = "";
const installation: Installation = {
  publicHost: required("CHORUS_HOST"),
  databaseUrl: () => FROM_FILE,
  redisUrl: FROM_FILE,
  chromaUrl: `http://chroma:${PORTS_BESIDE.CHROMA_PORT}`,
  hostOf: (service) => service,
  secret: () => FROM_FILE,
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
      desk: app("desk", PORTS_BESIDE.DESK_PORT),
      widget: app("widget", PORTS_BESIDE.WIDGET_PORT),
      proxy: proxy(),
      backup: backup(),
    },
    secrets: secretSources(),
    networks: { [INSIDE]: { internal: true }, [OUTSIDE]: {} },
    volumes: { postgres: {}, redis: {}, chroma: {}, backups: {}, "backup-scratch": {} },
  };
}

function migrate(): Service {
  const { restart: _once, ...rest } = hardened(MIGRATE_MIB, {
    image: imageOf("migrate"),
    ...given([...MIGRATION_SECRETS, "BACKUP_DATABASE_PASSWORD"]),
    networks: [INSIDE],
    depends_on: { postgres: { condition: "service_healthy" } },
  });
  return rest;
}

/** Services start in any order; those with a database wait for its schema. */
function serviceOf(name: ServiceName, known: readonly string[]): Service {
  const { data, reaches, memoryMiB, port } = SERVICES[name];
  const isPlain = (variable: string) => !isSecret(variable);
  const fixed = Object.fromEntries(
    Object.entries(fixedVariables(name, known, installation)).filter(([variable]) => isPlain(variable)),
  );
  const choices = known.filter((variable) => isPlain(variable) && fixed[variable] === undefined);
  const passedOn = choices.filter((variable) => !REFUSED.has(variable)).toSorted();
  const { environment, secrets } = given(known.filter(isSecret).toSorted(), { DATABASE_URL: databaseSecretOf(name) });
  const usesDatabase = (data as readonly string[]).includes("postgres");
  return hardened(memoryMiB.limit, {
    image: imageOf(name),
    environment: { ...fixed, ...environment, ...Object.fromEntries(passedOn.map((variable) => [variable, null])) },
    secrets,
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

/** Base backups, the log of writes and erasures, encrypted: `make backup FOLLOW=1` in a container. Its volume belongs on another disk. */
function backup(): Service {
  const secret = BACKED_UP_SECRETS.filter(isSecret);
  const { environment, secrets } = given([...secret, "BACKUP_DATABASE_URL", "BACKUP_KEY"]);
  return hardened(BACKUP_MIB, {
    image: imageOf("backup"),
    environment: {
      BACKUP_FOLDER: "/backups",
      BACKUP_METRICS_PORT: String(PORTS_BESIDE.BACKUP_METRICS_PORT),
      BACKUP_KEEP: null,
      VAPID_PUBLIC_KEY: null,
      ...environment,
    },
    secrets,
    // Verifying a backup needs room for one copy of the database.
    volumes: ["backups:/backups", "backup-scratch:/scratch"],
    networks: [INSIDE],
    expose: [String(PORTS_BESIDE.BACKUP_METRICS_PORT)],
    healthcheck: CHECKED,
    depends_on: { migrate: { condition: "service_completed_successfully" } },
    stop_grace_period: STOP_GRACE,
  });
}

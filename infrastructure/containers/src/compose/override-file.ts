import { SERVICE_NAMES, SERVICES, type ServiceName } from "@chorus/contracts/services";
import { CHECKED, hardened, INSIDE, optional, OUTSIDE, required, type Service } from "./common.ts";
import { toYaml } from "../yaml.ts";

const HEADER = `# For development, on top of compose.yaml: services from the sources of this folder, started again at each change, their ports, a
# mailbox and a double of Twilio. \`make env DEV=1\` names it in .env. Made by \`make generate\`: infrastructure/containers/src/compose.
`;
const NODE_IMAGE = optional("NODE_IMAGE", "node:24-trixie-slim");
const SOURCES = "../..:/source:ro";
const DOUBLES_MIB = 256;
const MAILBOX_PAGE = "127.0.0.1:8025:8025";
/** Sources are compiled as they are loaded, and the process that watches them is a Node, too. */
const MORE_MIB = 256;

/** The text of infrastructure/compose/compose.override.yaml. */
export function renderOverrideFile(): string {
  return `${HEADER}\n${toYaml(overrideFile())}`;
}

export function overrideFile() {
  return {
    services: {
      postgres: { ports: ["127.0.0.1:5432:5432"], networks: [INSIDE, OUTSIDE] },
      redis: { ports: ["127.0.0.1:6379:6379"], networks: [INSIDE, OUTSIDE] },
      migrate: { ...fromSources("infrastructure/containers"), command: ["node", "src/migrate/main.ts"] },
      ...Object.fromEntries(SERVICE_NAMES.map((name) => [name, serviceFromSources(name)])),
      doubles: doubles(),
      seed: seed(),
    },
  };
}

function fromSources(folder: string): Service {
  return { image: NODE_IMAGE, user: "1000:1000", working_dir: `/source/${folder}`, volumes: [SOURCES] };
}

function serviceFromSources(name: ServiceName): Service {
  const { port, memoryMiB } = SERVICES[name];
  const limit = `${memoryMiB.limit + MORE_MIB}m`;
  const isMailing = name === "notification-worker";
  return {
    ...fromSources(`services/${name}`),
    command: ["node", "--watch", "--enable-source-maps", "src/main.ts"],
    environment: { HEALTH_PORT: String(port), HEALTH_PATH: "/livez", ...(isMailing ? throughDoubles() : {}) },
    healthcheck: { test: ["CMD", "bash", "/source/infrastructure/containers/healthcheck.sh"], ...CHECKED },
    // An inner network publishes no ports.
    networks: [INSIDE, OUTSIDE],
    ports: [`127.0.0.1:${port}:${port}`, ...(isMailing ? [MAILBOX_PAGE] : [])],
    mem_limit: limit,
    memswap_limit: limit,
  };
}

/**
 * The doubles share the network of notification-worker, so that it reaches them at 127.0.0.1: the rule that mails, keys and messages
 * leave a machine by TLS alone has no exception.
 */
function throughDoubles() {
  return {
    SMTP_URL: "smtp://127.0.0.1:1025",
    MAIL_REPLY_MAILBOX: "reply@chorus.localhost",
    TWILIO_BASE_URL: "http://127.0.0.1:4010",
    TWILIO_ACCOUNT_SID: TWILIO_ACCOUNT,
    TWILIO_FROM: "+15005550006",
    SMS_COUNTRIES: "US,DE,ES,GB",
  };
}

const TWILIO_ACCOUNT = `AC${"0".repeat(32)}`;

function doubles(): Service {
  return hardened(DOUBLES_MIB, {
    ...fromSources("infrastructure/doubles"),
    command: ["node", "src/main.ts"],
    network_mode: "service:notification-worker",
    environment: {
      TWILIO_ACCOUNT_SID: TWILIO_ACCOUNT,
      TWILIO_AUTH_TOKEN: required("TWILIO_AUTH_TOKEN"),
      MAIL_CALLBACK_KEY: required("MAIL_CALLBACK_KEY"),
      MAIL_CALLBACK_URL: `http://127.0.0.1:${SERVICES["notification-worker"].port}/callbacks/mail`,
    },
  });
}

/** `docker compose run --rm seed`: the demo company, when it is not there. */
function seed(): Service {
  const { restart: _once, ...rest } = hardened(DOUBLES_MIB, {
    ...fromSources("infrastructure/demo"),
    command: ["node", "src/main.ts"],
    profiles: ["seed"],
    networks: [INSIDE],
    environment: {
      DATABASE_URL: `postgres://chorus_service:${required("SERVICE_DATABASE_PASSWORD")}@postgres:5432/chorus`,
    },
    depends_on: { migrate: { condition: "service_completed_successfully" } },
  });
  return rest;
}

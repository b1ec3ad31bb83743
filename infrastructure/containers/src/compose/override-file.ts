import { PORTS_BESIDE, SERVICE_NAMES, type ServiceName, SERVICES } from "@chorus/contracts/services";
import { CHECKED, hardened, INSIDE, optional, OUTSIDE, type Service } from "./common.ts";
import { databaseSecretOf, given } from "./secret-files.ts";
import { toYaml } from "../yaml.ts";

const HEADER = `# For development, on top of compose.yaml: services from the sources of this folder, started again at each change, their ports, a
# mailbox and a double of Twilio. \`make env DEV=1\` names it in .env. Made by \`make generate\`: infrastructure/containers/src/compose.
`;
const NODE_IMAGE = optional("NODE_IMAGE", "node:24-trixie-slim");
const SOURCES = "../..:/source:ro";
const DOUBLES_MIB = 256;
const { MAILBOX_WEB_PORT, TWILIO_DOUBLE_PORT } = PORTS_BESIDE;
const MAILBOX_PAGE = `127.0.0.1:${MAILBOX_WEB_PORT}:${MAILBOX_WEB_PORT}`;
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
      // Nothing to lose.
      backup: { profiles: ["backup"] },
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
 * The doubles share the network of notification-worker, so that it reaches them at 127.0.0.1, which is where `make env` has mails
 * handed over: the rule that mails, keys and messages
 * leave a machine by TLS alone has no exception.
 */
function throughDoubles() {
  return {
    MAIL_REPLY_MAILBOX: "reply@chorus.localhost",
    TWILIO_BASE_URL: `http://127.0.0.1:${TWILIO_DOUBLE_PORT}`,
    TWILIO_ACCOUNT_SID: TWILIO_ACCOUNT,
    TWILIO_FROM: "+15005550006",
    SMS_COUNTRIES: "US,DE,ES,GB",
  };
}

const TWILIO_ACCOUNT = `AC${"0".repeat(32)}`;

function doubles(): Service {
  const { environment, secrets } = given(["TWILIO_AUTH_TOKEN", "MAIL_CALLBACK_KEY"]);
  return hardened(DOUBLES_MIB, {
    ...fromSources("infrastructure/doubles"),
    command: ["node", "src/main.ts"],
    network_mode: "service:notification-worker",
    secrets,
    environment: {
      TWILIO_ACCOUNT_SID: TWILIO_ACCOUNT,
      ...environment,
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
    ...given(["DATABASE_URL"], { DATABASE_URL: databaseSecretOf("seed") }),
    depends_on: { migrate: { condition: "service_completed_successfully" } },
  });
  return rest;
}

import { list, port, readEnv } from "@chorus/kernel/config";
import { PORTS_BESIDE, type PortVariable, portVariable, SERVICE_NAMES, SERVICES } from "@chorus/contracts/services";
import { z } from "zod";

const servicePorts = Object.fromEntries(
  SERVICE_NAMES.map((name) => [portVariable(name), port(SERVICES[name].port).describe(`Port of ${name}`)]),
) as Record<PortVariable, ReturnType<typeof port>>;

/** What `make dev`, `make test` and `make doctor` read. */
export const environment = z.object({
  DATABASE_URL: z
    .url()
    .optional()
    .describe(
      "A Postgres of your own, as its owner (postgres://user:password@host/database); absent: the stack starts one",
    ),
  DATABASE_DIRECT_URL: z
    .url()
    .optional()
    .describe("The same past a pooler, for `make migrate` and `make seed`; absent: DATABASE_URL"),
  REDIS_URL: z.url().optional().describe("A Redis of your own (redis://host:port); absent: the stack starts one"),
  TEST_DATABASE_URL: z
    .url()
    .optional()
    .describe("The same for `make test`: its user must be allowed to create databases"),
  TEST_REDIS_URL: z.url().optional().describe("The same for `make test`"),
  POSTGRES_PORT: port(0).describe("Port of the Postgres that the stack starts; 0: a free one"),
  REDIS_PORT: port(0).describe("Port of the Redis that the stack starts; 0: a free one"),
  CHROMA_URL: z
    .string()
    .optional()
    .describe("A Chroma of your own; absent: the stack starts one; empty: none, and no search by meaning"),
  ...servicePorts,
  MAILBOX_SMTP_PORT: port(PORTS_BESIDE.MAILBOX_SMTP_PORT).describe("Port on which the local mailbox takes mails"),
  MAILBOX_WEB_PORT: port(PORTS_BESIDE.MAILBOX_WEB_PORT).describe("Port of the local mailbox's page"),
  TWILIO_DOUBLE_PORT: port(PORTS_BESIDE.TWILIO_DOUBLE_PORT).describe("Port of the double of Twilio's API"),
  PUSH_DOUBLE_PORT: port(PORTS_BESIDE.PUSH_DOUBLE_PORT).describe("Port of the double of a push service"),
  STRIPE_DOUBLE_PORT: port(PORTS_BESIDE.STRIPE_DOUBLE_PORT).describe("Port of the double of Stripe's API"),
  DESK_PORT: port(PORTS_BESIDE.DESK_PORT).describe("Port of the admin UI"),
  WIDGET_PORT: port(PORTS_BESIDE.WIDGET_PORT).describe("Port of the widget: the loader and its frame"),
  OBSERVE_PORT: port(PORTS_BESIDE.OBSERVE_PORT).describe("Port of the page of `make observe`"),
  CHORUS_WITHOUT: list("").describe(
    "Parts that `make dev` leaves out, comma-separated, to run them by hand (make run-<service>)",
  ),
  SHOP_PORT: port(PORTS_BESIDE.SHOP_PORT).describe("Port of the demo shop, a page that embeds the widget"),
});

export type LocalEnvironment = z.output<typeof environment>;

/** @throws ConfigError with one line per bad variable */
export function readLocalEnvironment(variables: NodeJS.ProcessEnv = process.env): LocalEnvironment {
  return readEnv(environment, variables);
}

import { defaultAdminPort, SERVICES, type ServiceName } from "@chorus/contracts/services";
import { DATABASE_ROLES, isDatabaseService } from "@chorus/database/rights";

/** Where the parts of an installation are. Values may be references of the file they are written to: `${REDIS_PASSWORD}`. */
export interface Installation {
  /** `chorus.example.com`, with a port where it is not 443; the desk and the widget are at desk. and widget. before it. */
  publicHost: string;
  /** The address of the database for a role. */
  databaseUrl: (role: string) => string;
  redisUrl: string;
  chromaUrl: string;
  /** The name under which services find each other. */
  hostOf: (service: ServiceName) => string;
  /** A reference to a secret of this name. */
  secret: (name: string) => string;
}

const SECRETS = ["INTERNAL_SECRET", "CHORUS_SECRET", "LINK_SECRET", "CHORUS_OPERATOR_KEY"];

/** The public addresses of an installation. */
export function publicAddresses(publicHost: string) {
  return {
    api: `https://${publicHost}`,
    desk: `https://desk.${publicHost}`,
    widget: `https://widget.${publicHost}`,
  };
}

/**
 * What is fixed of a service's variables in containers; every other one that it knows may be set by the operator.
 * @param known the variables that the service's schema has
 */
export function fixedVariables(
  service: ServiceName,
  known: readonly string[],
  installation: Installation,
): Record<string, string> {
  const { prefix } = SERVICES[service];
  const { api, desk, widget } = publicAddresses(installation.publicHost);
  const internal = (name: ServiceName) => `http://${installation.hostOf(name)}:${defaultAdminPort(name)}`;
  const role = isDatabaseService(service) ? DATABASE_ROLES[service] : "";
  const values: Record<string, string> = {
    NODE_ENV: "production",
    [`${prefix}_HOST`]: "0.0.0.0",
    // Fixed, because proxy, health check and other services look for it there.
    [`${prefix}_PORT`]: String(SERVICES[service].port),
    [`${prefix}_ADMIN_PORT`]: String(defaultAdminPort(service)),
    [`${prefix}_TRUST_PROXY`]: "true",
    DATABASE_URL: installation.databaseUrl(role),
    REDIS_URL: installation.redisUrl,
    CHROMA_URL: installation.chromaUrl,
    CHAT_SERVICE_URL: internal("chat-service"),
    PRESENCE_SERVICE_URL: internal("presence-service"),
    DESK_ORIGINS: desk,
    WIDGET_ORIGINS: widget,
    NOTIFICATION_PUBLIC_URL: api,
    ...Object.fromEntries(SECRETS.map((name) => [name, installation.secret(name)])),
  };
  return Object.fromEntries(Object.entries(values).filter(([name]) => known.includes(name)));
}

/** The same for the servers of the desk and the widget. */
export function appVariables(app: "desk" | "widget", { publicHost, hostOf }: Installation): Record<string, string> {
  const { api, desk, widget } = publicAddresses(publicHost);
  const common = { HOST: "0.0.0.0", CHORUS_CHAT_URL: api, CHORUS_GATEWAY_URL: api };
  if (app === "widget") {
    const chatInternalUrl = `http://${hostOf("chat-service")}:${SERVICES["chat-service"].port}`;
    return { ...common, CHORUS_DESK_URL: desk, CHORUS_CHAT_INTERNAL_URL: chatInternalUrl, WIDGET_TRUST_PROXY: "true" };
  }
  return {
    ...common,
    ...{ CHORUS_PRESENCE_URL: api, CHORUS_NOTIFICATION_URL: api, CHORUS_SUMMARY_URL: api, CHORUS_COMMERCE_URL: api },
    CHORUS_WIDGET_URL: widget,
  };
}

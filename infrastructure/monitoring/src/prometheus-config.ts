import { defaultAdminPort, PORTS_BESIDE, SERVICE_NAMES, type ServiceName } from "@chorus/contracts/services";

export interface PrometheusAddresses {
  /** `chat-service:9082` */
  targetOf: (service: ServiceName) => string;
  /** `backup:9090`, where backups follow the database in a container; absent: their figures come another way. */
  backup?: string;
  alertmanager: string;
  /** The rules' files, seen from the configuration. */
  rules: string;
  intervalSeconds: number;
}

/** As in containers: a service's name is its host's. */
const IN_CONTAINERS: PrometheusAddresses = {
  targetOf: (service) => `${service}:${defaultAdminPort(service)}`,
  backup: `backup:${PORTS_BESIDE.BACKUP_METRICS_PORT}`,
  alertmanager: "alertmanager:9093",
  rules: "rules/*.yml",
  intervalSeconds: 15,
};

/** `prometheus.yml`: every service of the catalogue, by its admin port. */
export function renderPrometheusConfig(addresses: PrometheusAddresses = IN_CONTAINERS): string {
  const { targetOf, backup, alertmanager, rules, intervalSeconds } = addresses;
  return [
    "# Made by `make generate` from the services catalogue.",
    "global:",
    `  scrape_interval: ${intervalSeconds}s`,
    `  evaluation_interval: ${intervalSeconds}s`,
    "rule_files:",
    `  - ${JSON.stringify(rules)}`,
    "alerting:",
    "  alertmanagers:",
    "    - static_configs:",
    `        - targets: [${JSON.stringify(alertmanager)}]`,
    "scrape_configs:",
    "  - job_name: chorus",
    "    # Metrics say their service themselves; the label of the target is for `up`.",
    "    honor_labels: true",
    "    static_configs:",
    ...SERVICE_NAMES.flatMap((service) => [
      `      - targets: [${JSON.stringify(targetOf(service))}]`,
      `        labels: { service: ${service} }`,
    ]),
    ...(backup === undefined
      ? []
      : [
          "  - job_name: chorus-backup",
          "    static_configs:",
          `      - targets: [${JSON.stringify(backup)}]`,
          "        labels: { service: backup }",
        ]),
    "",
  ].join("\n");
}

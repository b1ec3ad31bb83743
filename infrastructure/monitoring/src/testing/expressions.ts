import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parser } from "@prometheus-io/lezer-promql";
import { parse } from "yaml";
import { DASHBOARDS } from "../../dashboards/all-dashboards.ts";

const rulesFolder = fileURLToPath(new URL("../../rules/", import.meta.url));

interface Rule {
  expr: string;
  record?: string;
  alert?: string;
  annotations?: { summary: string; runbook: string };
  labels?: { severity?: string };
}

interface RulesFile {
  groups: { name: string; rules: Rule[] }[];
}

/** An expression, and where it stands. */
export interface Expression {
  where: string;
  expr: string;
}

/** All rules, of every file. */
export function readRules(): Rule[] {
  return readFiles<RulesFile>(rulesFolder).flatMap(({ groups }) => groups.flatMap(({ rules }) => rules));
}

/** The names of the alerts that promtool's tests expect to fire at least once. */
export function readTestedAlerts(): Set<string> {
  interface TestsFile {
    tests: { alert_rule_test?: { alertname: string; exp_alerts: unknown[] }[] }[];
  }
  const cases = readFiles<TestsFile>(`${rulesFolder}tests/`).flatMap(({ tests }) =>
    tests.flatMap(({ alert_rule_test: alerts = [] }) => alerts),
  );
  return new Set(cases.filter(({ exp_alerts: expected }) => expected.length > 0).map(({ alertname }) => alertname));
}

function readFiles<Content>(folder: string): Content[] {
  const names = readdirSync(folder).filter((name) => name.endsWith(".yml"));
  return names.map((name) => parse(readFileSync(`${folder}${name}`, "utf8")) as Content);
}

/** Every expression of rules and dashboards; Grafana's variable stands for five minutes. */
export function allExpressions(): Expression[] {
  const ofRules = readRules().map(({ alert, record, expr }) => ({ where: alert ?? record ?? "", expr }));
  const ofPanels = DASHBOARDS.flatMap(({ uid, panels }) =>
    panels.flatMap(({ title, queries }) =>
      queries.map(({ expr }) => ({ where: `${uid}: ${title}`, expr: expr.replaceAll("$__rate_interval", "5m") })),
    ),
  );
  return [...ofRules, ...ofPanels];
}

/**
 * The metrics that an expression reads.
 * @throws Error for one that Prometheus would not understand
 */
export function metricsOf({ where, expr }: Expression): string[] {
  const names: string[] = [];
  parser.parse(expr).iterate({
    enter({ type, from, to, node }) {
      if (type.isError) throw new Error(`${where}: what is at ${from} of ${expr}`);
      if (type.name === "Identifier" && node.parent?.type.name === "VectorSelector") names.push(expr.slice(from, to));
    },
  });
  return names;
}

import { existsSync, readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { repositoryRoot } from "@chorus/servers/paths";
import { expect, test } from "vitest";
import { runbookOf } from "./slos.ts";
import { allExpressions, metricsOf, readRules, readTestedAlerts } from "./testing/expressions.ts";

const alerts = readRules().filter(({ alert }) => alert !== undefined);
const names = [...new Set(alerts.map(({ alert = "" }) => alert))];
const SECTIONS = ["## What it means", "## What people see", "## Look at", "## Do"];

test("every alert has a severity that somebody is told of, a summary and its runbook", () => {
  for (const { alert = "", annotations, labels } of alerts) {
    expect(labels?.severity, alert).toMatch(/^(page|ticket)$/);
    expect(annotations?.summary, alert).toMatch(/\.$/);
    expect(annotations?.runbook, alert).toBe(runbookOf(alert));
  }
});

test.each(names)("the runbook of %s says what to do", (name) => {
  const file = path.join(repositoryRoot, runbookOf(name));
  expect(existsSync(file), file).toBe(true);
  const headings = readFileSync(file, "utf8").match(/^## .*$/gm);
  expect(headings).toEqual(SECTIONS);
});

test("no runbook is left of an alert that is gone", () => {
  const files = readdirSync(path.join(repositoryRoot, "docs/operations/runbooks"));
  const known = new Set(names.map((name) => path.basename(runbookOf(name))));
  expect(files.filter((file) => !known.has(file) && file !== "README.md")).toEqual([]);
});

test("every alert fires in a test of promtool", () => {
  const tested = readTestedAlerts();
  expect(names.filter((name) => !tested.has(name))).toEqual([]);
});

test("every expression is understood, and reads something", () => {
  for (const expression of allExpressions()) expect(metricsOf(expression), expression.where).not.toEqual([]);
});

test("a broken expression is found", () => {
  expect(() => metricsOf({ where: "here", expr: "sum(rate(chorus_x_total[5m])" })).toThrow("here");
});

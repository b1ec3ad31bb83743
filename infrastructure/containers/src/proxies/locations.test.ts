import { readFileSync } from "node:fs";
import path from "node:path";
import { ALL_ROUTES } from "@chorus/contracts/routes/all-routes";
import { expect, test } from "vitest";
import { type Location, locations } from "./locations.ts";

const table = locations();
const matches = ({ kind, path: own }: Location, asked: string) =>
  kind === "exact" ? own === asked : kind === "prefix" ? asked.startsWith(own) : new RegExp(own).test(asked);
const serviceFor = (asked: string) => table.find((location) => matches(location, asked))?.service;
const example = (template: string) => template.replaceAll(/\{\w+\}/g, "0190a1b2-0000-7000-8000-000000000000");

test("every public route leads to its service", () => {
  const routes = ALL_ROUTES.filter(({ access }) => access !== "service");
  expect(routes.length).toBeGreaterThan(50);
  expect(routes.filter((route) => serviceFor(example(route.path)) !== route.service)).toEqual([]);
  expect(serviceFor("/ws")).toBe("websocket-gateway");
});

test("nothing between services is published, nor what tells how they are", () => {
  const internal = ALL_ROUTES.filter(({ access }) => access === "service").map((route) => example(route.path));
  expect(internal.length).toBeGreaterThan(10);
  for (const asked of [...internal, "/metrics", "/livez", "/readyz", "/", "/internal"])
    expect(serviceFor(asked)).toBeUndefined();
});

test("a route takes as much of a body as its contract says", () => {
  const routes = ALL_ROUTES.filter(({ access }) => access !== "service");
  for (const { path: template } of routes) {
    const uploads = routes.filter((route) => route.path === template).flatMap(({ bytes }) => bytes?.maxBytes ?? []);
    const most = uploads[0] ?? 512 * 1024;
    expect(table.find((location) => matches(location, example(template)))?.maxBytes).toBeLessThanOrEqual(most);
  }
});

test("only mails and photographs may be large, and mails on their one path", () => {
  const large = table.filter(({ maxBytes }) => maxBytes > 512 * 1024);
  expect(large.map(({ kind, path: own }) => [kind, own])).toEqual([
    ["expression", "^(?:/api/v1/users/me/photo)$"],
    ["exact", "/callbacks/mail"],
  ]);
  expect(table.find((location) => matches(location, "/callbacks/twilio/answers"))?.maxBytes).toBe(64 * 1024);
});

test("links in mails and callbacks lead to notification-worker, where its sources say they are", () => {
  const channels = path.join(import.meta.dirname, "../../../../services/notification-worker/src/channels");
  const paths = ["sms/twilio-routes.ts", "email/replies/mail-route.ts", "email/unsubscribe-pages.ts"].flatMap((file) =>
    [...readFileSync(path.join(channels, file), "utf8").matchAll(/"(\/(?:callbacks|u)\/[^"]*)"/g)].map(
      ([, found = ""]) => found,
    ),
  );
  expect(paths.length).toBeGreaterThanOrEqual(4);
  for (const asked of paths) expect(serviceFor(asked)).toBe("notification-worker");
});

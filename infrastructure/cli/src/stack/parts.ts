import { portVariable, SERVICE_NAMES, SERVICES } from "@chorus/contracts/services";
import { existsSync } from "node:fs";
import path from "node:path";
import type { LocalEnvironment } from "../config.ts";
import { repositoryRoot } from "@chorus/servers/paths";

/** A part of the platform that the stack can run. */
export interface Part {
  name: string;
  kind: "service" | "app";
  folder: string;
  port: number;
  /** The variable that chooses the port. */
  portVariable: keyof LocalEnvironment;
  /** For the table at the end of the start. */
  purpose: string;
  /** What answers 200 when the part can be used. */
  readyPath: string;
  /** What a person opens. */
  openPath: string;
}

/** Every part whose code exists and that is not left out, in the order in which they are shown. */
export function listParts(environment: LocalEnvironment): Part[] {
  const service = (name: string, portVariable: keyof LocalEnvironment, purpose: string) =>
    part(environment, { name, kind: "service", portVariable, purpose, readyPath: "/readyz", openPath: "/docs" });
  const app = (
    name: string,
    portVariable: keyof LocalEnvironment,
    purpose: string,
    readyPath: string,
    openPath: string,
  ) => part(environment, { name, kind: "app", portVariable, purpose, readyPath, openPath });
  return [
    ...SERVICE_NAMES.map((name) => service(name, portVariable(name), SERVICES[name].purpose)),
    app("admin-ui", "DESK_PORT", "the agents' desk", "/", "/"),
    app("chat-widget", "WIDGET_PORT", "the widget's files", "/loader.js", "/loader.js"),
  ].filter(
    (candidate) =>
      existsSync(path.join(candidate.folder, entryOf(candidate))) &&
      !environment.CHORUS_WITHOUT.includes(candidate.name),
  );
}

function part(environment: LocalEnvironment, given: Omit<Part, "folder" | "port">): Part {
  const folder = path.join(repositoryRoot, given.kind === "service" ? "services" : "apps", given.name);
  return { ...given, folder, port: Number(environment[given.portVariable]) };
}

function entryOf(candidate: Part): string {
  return candidate.kind === "service" ? "src/main.ts" : "vite.config.ts";
}

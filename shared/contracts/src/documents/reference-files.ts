import { ERRORS } from "../errors.ts";
import { PERMISSIONS, ROLES } from "../permissions.ts";
import { SERVICE_NAMES, SERVICES } from "../services.ts";
import { asyncApiDocument } from "./asyncapi.ts";
import { openApiDocument } from "./openapi.ts";

export interface ReferenceFile {
  /** From the repository's root. */
  file: string;
  content: string;
}

/** The checked-in descriptions, made from the contracts. `make generate` writes them, `make verify` compares. */
export function referenceFiles(): ReferenceFile[] {
  return [
    ...SERVICE_NAMES.filter((service) => SERVICES[service].isRest).map((service) => ({
      file: `docs/openapi/${service}.json`,
      content: json(openApiDocument(service)),
    })),
    { file: "docs/asyncapi.json", content: json(asyncApiDocument()) },
    { file: "docs/errors.md", content: errorsPage() },
    { file: "docs/permissions.md", content: permissionsPage() },
  ];
}

function json(document: unknown): string {
  return `${JSON.stringify(document, null, 2)}\n`;
}

const GENERATED = "<!-- Made from shared/contracts by `make generate`. -->";

function errorsPage(): string {
  const rows = Object.entries(ERRORS).map(
    ([code, { status, title, retryable }]) =>
      `| <a id="${code}"></a>\`${code}\` | ${status} | ${title} | ${retryable ? "yes" : "no"} |`,
  );
  return [
    "# Errors",
    GENERATED,
    "",
    "HTTP answers them as `application/problem+json` (RFC 9457), the gateway as `error` frames. Retryable means: the same",
    "request may succeed later, after `retryMs` where it is given.",
    "",
    "| code | HTTP status | what it says | retryable |",
    "| --- | --- | --- | --- |",
    ...rows,
    "",
  ].join("\n");
}

function permissionsPage(): string {
  const rows = Object.entries(PERMISSIONS).map(([name, permission]) => {
    const cells = ROLES.map((role) => permission[role] ?? "–");
    return `| \`${name}\`: ${permission.description} | ${cells.join(" | ")} | ${permission.scope ? `\`${permission.scope}\`` : "–"} |`;
  });
  return [
    "# Who may do what",
    GENERATED,
    "",
    "One table (`shared/contracts/src/permissions.ts`) behind the checks, the generated tests and this page.",
    "",
    `| permission | ${ROLES.join(" | ")} | API key scope |`,
    `| ${[...ROLES, "", ""].map(() => "---").join(" | ")} |`,
    ...rows,
    "",
  ].join("\n");
}

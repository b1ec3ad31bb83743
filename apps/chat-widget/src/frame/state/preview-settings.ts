import type { WidgetSettings } from "@chorus/contracts/entities/tenant";
import { isColour } from "../../protocol.ts";

/** The settings page's draft, validated field by field because it came by postMessage. Invalid fields use the default. */
export function readPreviewSettings(draft: object): WidgetSettings {
  const given = draft as Record<string, unknown>;
  const text = (name: string, fallback = "") => (typeof given[name] === "string" ? given[name] : fallback);
  const privacy = given["privacy"] as { text?: unknown; url?: unknown } | null | undefined;
  const accent = given["accentColour"];
  return {
    tenantName: text("tenantName"),
    teamName: text("teamName", "Chat"),
    accentColour: isColour(accent) ? accent : "#4f46e5",
    greeting: text("greeting"),
    position: given["position"] === "left" ? "left" : "right",
    language:
      given["language"] === "de" || given["language"] === "es" || given["language"] === "ar" ? given["language"] : "en",
    prechat: readPrechat(given["prechat"]),
    privacy: typeof privacy?.text === "string" ? { text: privacy.text, url: webAddress(privacy.url) } : null,
    offlineMessage: text("offlineMessage"),
  };
}

function readPrechat(fields: unknown): WidgetSettings["prechat"] {
  if (!Array.isArray(fields)) return [];
  return (fields as { kind?: unknown; label?: unknown; required?: unknown }[]).slice(0, 3).flatMap((field) => {
    const { kind, label, required } = field;
    if (kind !== "name" && kind !== "email" && kind !== "question") return [];
    return [{ kind, label: typeof label === "string" ? label : "", required: required === true }];
  });
}

function webAddress(url: unknown): string {
  return typeof url === "string" && /^https?:\/\//.test(url) ? url : "";
}

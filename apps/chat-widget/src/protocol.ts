/**
 * The messages between the loader (in the shop's page) and the frame (in the widget's origin), by postMessage. Both check
 * the sender's window and exact origin first, and then the shape, because the page is not trusted. No secret goes to the page.
 */
export type ToFrame =
  /** `linkToken`: the page was opened by the link in a mail. */
  | {
      chorus: 1;
      type: "hello";
      isOpen: boolean;
      /** It was open before a reload: the focus stays in the page. */
      isQuiet?: boolean;
      identityToken: string | null;
      linkToken?: string | undefined;
    }
  /** `isDark`: the page, as it is now. */
  | { chorus: 1; type: "opened"; isDark?: boolean }
  | { chorus: 1; type: "closed" }
  /** Answered with `pong`, so that the page knows the frame is alive. */
  | { chorus: 1; type: "ping" }
  | { chorus: 1; type: "identify"; identityToken: string }
  | { chorus: 1; type: "shutdown" }
  /** From the settings page: show these settings, online or offline, to somebody of this language. */
  | { chorus: 1; type: "preview"; settings: object; isSomebodyHere?: boolean; language?: string };

export type ToLoader =
  | { chorus: 1; type: "ready" }
  | { chorus: 1; type: "pong" }
  | { chorus: 1; type: "open" }
  | { chorus: 1; type: "close" }
  /** Beside the launcher, while the panel is closed: the last words, so many pixels high; 0 takes them away. */
  | { chorus: 1; type: "peek"; count: number }
  | { chorus: 1; type: "unread"; count: number }
  /** `name`: of the chat, for screen readers. */
  | { chorus: 1; type: "look"; accent: string; position: "left" | "right"; name: string }
  /** Whether there is a conversation to return to; then the page loads the frame by itself next time. */
  | { chorus: 1; type: "keep"; isKept: boolean }
  /** The identity token is invalid, and why: for the shop's developers. */
  | { chorus: 1; type: "refused"; detail: string }
  /** All data of this customer was deleted. */
  | { chorus: 1; type: "ended" };

const COLOUR = /^#[0-9a-f]{6}$/i;
const MAX_TOKEN_CHARACTERS = 8_192;

export function isToFrame(data: unknown): data is ToFrame {
  if (!isEnvelope(data)) return false;
  switch (data.type) {
    case "hello":
      return (
        typeof data["isOpen"] === "boolean" &&
        (data["identityToken"] === null || isIdentityToken(data["identityToken"])) &&
        (data["linkToken"] === undefined || isIdentityToken(data["linkToken"])) &&
        isFlag(data["isQuiet"])
      );
    case "opened":
      return isFlag(data["isDark"]);
    case "closed":
    case "ping":
    case "shutdown":
      return true;
    case "identify":
      return isIdentityToken(data["identityToken"]);
    case "preview":
      return (
        typeof data["settings"] === "object" &&
        data["settings"] !== null &&
        isFlag(data["isSomebodyHere"]) &&
        ["string", "undefined"].includes(typeof data["language"])
      );
    default:
      return false;
  }
}

export function isToLoader(data: unknown): data is ToLoader {
  if (!isEnvelope(data)) return false;
  switch (data.type) {
    case "ready":
    case "pong":
    case "open":
    case "close":
    case "ended":
      return true;
    case "unread":
    case "peek":
      return Number.isInteger(data["count"]) && Number(data["count"]) >= 0;
    case "look":
      return (
        isColour(data["accent"]) &&
        (data["position"] === "left" || data["position"] === "right") &&
        typeof data["name"] === "string"
      );
    case "refused":
      return typeof data["detail"] === "string" && data["detail"].length <= 500;
    case "keep":
      return typeof data["isKept"] === "boolean";
    default:
      return false;
  }
}

/** `#rrggbb`, and nothing else: it ends up in a style. */
export function isColour(value: unknown): value is string {
  return typeof value === "string" && COLOUR.test(value);
}

/** The shape of a signed token; the server validates it. */
export function isIdentityToken(value: unknown): value is string {
  return typeof value === "string" && value.length > 0 && value.length <= MAX_TOKEN_CHARACTERS;
}

/** True, false or left out. */
const isFlag = (value: unknown) => ["boolean", "undefined"].includes(typeof value);

function isEnvelope(data: unknown): data is { chorus: 1; type: unknown; [field: string]: unknown } {
  return (data as { chorus?: unknown } | null | undefined)?.chorus === 1;
}

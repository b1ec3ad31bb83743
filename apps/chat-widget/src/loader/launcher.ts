import { CHAT_ICON, CLOSE_ICON } from "@chorus/design/launcher-icon";
import { make } from "./make.ts";
import type { Words } from "./words.ts";

const SVG = "http://www.w3.org/2000/svg";

export interface Launcher {
  button: HTMLButtonElement;
  show(isOpen: boolean, unread: number): void;
}

/** The round button in the corner. */
export function createLauncher(words: Words): Launcher {
  const button = make("button", "launcher");
  const badge = make("span", "badge");
  button.append(icon("chat", CHAT_ICON), icon("close", CLOSE_ICON), badge);
  const show = (isOpen: boolean, unread: number) => {
    const note = unread > 0 ? `, ${unread} ${words.unread}` : "";
    button.setAttribute("aria-label", isOpen ? words.close : words.open + note);
    button.setAttribute("aria-expanded", String(isOpen));
    button.classList.toggle("open", isOpen);
    badge.hidden = unread === 0 || isOpen;
    badge.textContent = unread > 9 ? "9+" : String(unread);
  };
  show(false, 0);
  return { button, show };
}

/** Built as elements, because the page may forbid HTML from strings (Trusted Types). */
function icon(className: string, path: string): HTMLSpanElement {
  const span = make("span", className);
  const svg = document.createElementNS(SVG, "svg");
  const shape = document.createElementNS(SVG, "path");
  svg.setAttribute("viewBox", "0 0 20 20");
  svg.setAttribute("aria-hidden", "true");
  shape.setAttribute("d", path);
  svg.append(shape);
  span.append(svg);
  return span;
}

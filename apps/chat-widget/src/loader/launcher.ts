import { make } from "./make.ts";
import type { Words } from "./words.ts";

const CHAT_PATH =
  "M4 5.5A2.5 2.5 0 0 1 6.5 3h11A2.5 2.5 0 0 1 20 5.5v8a2.5 2.5 0 0 1-2.5 2.5H11l-4.6 3.9c-.5.4-1.2 0-1.2-.6V16A2.5 2.5 0 0 1 4 13.7z";
const CLOSE_PATH = "m6 9.5 6 6 6-6";
const SVG = "http://www.w3.org/2000/svg";

export interface Launcher {
  button: HTMLButtonElement;
  setOpen(isOpen: boolean): void;
  setUnread(count: number): void;
}

/** The round button in the corner. */
export function createLauncher(words: Words): Launcher {
  const button = make("button", "launcher");
  const badge = part("badge");
  button.append(part("chat", CHAT_PATH), part("close", CLOSE_PATH), badge);
  let unread = 0;
  let open = false;
  const describe = () => {
    const count = unread > 9 ? "9+" : String(unread);
    const note = unread > 0 ? `, ${unread} ${words.unread}` : "";
    button.setAttribute("aria-label", open ? words.close : words.open + note);
    button.setAttribute("aria-expanded", String(open));
    button.classList.toggle("open", open);
    badge.hidden = unread === 0 || open;
    badge.textContent = count;
  };
  describe();
  return {
    button,
    setOpen(isOpen) {
      open = isOpen;
      describe();
    },
    setUnread(count) {
      unread = count;
      describe();
    },
  };
}

/** Built as elements, because the page may forbid HTML from strings (Trusted Types). */
function part(className: string, path?: string): HTMLSpanElement {
  const span = make("span", className);
  if (path) {
    const svg = document.createElementNS(SVG, "svg");
    svg.setAttribute("viewBox", "0 0 24 24");
    svg.setAttribute("aria-hidden", "true");
    const shape = document.createElementNS(SVG, "path");
    shape.setAttribute("d", path);
    svg.append(shape);
    span.append(svg);
  }
  return span;
}

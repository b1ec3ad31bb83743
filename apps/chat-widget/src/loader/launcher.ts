import type { Words } from "./words.ts";

const CHAT_PATH =
  "M4 5.500A2.500 2.500 0 0 1 6.500 3h11A2.500 2.500 0 0 1 20 5.500v8a2.500 2.500 0 0 1-2.500 2.500H11l-4.600 3.900c-.500.400-1.200 0-1.200-.600V16A2.500 2.500 0 0 1 4 13.700z";
const CLOSE_PATH = "m6 9.500 6 6 6-6";
const SVG = "http://www.w3.org/2000/svg";

export interface Launcher {
  button: HTMLButtonElement;
  setOpen(isOpen: boolean): void;
  setUnread(count: number): void;
}

/** The round button in the corner. */
export function createLauncher(words: Words): Launcher {
  const button = document.createElement("button");
  button.className = "launcher";
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
  const span = document.createElement("span");
  span.className = className;
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

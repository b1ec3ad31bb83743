import { Store, type Readable } from "@chorus/client-sdk/observable";
import { isToFrame, type ToFrame, type ToLoader } from "../../protocol.ts";

/** The page that embeds the frame. */
export interface ParentPage {
  /** Whether the panel is open, as the page has reported. Without an embedding page it always is. */
  isOpen: Readable<boolean>;
  /** Whether a person has opened it: a panel that was open before a reload leaves the focus where it is. */
  mayFocus: Readable<boolean>;
  send(message: ToLoader): void;
}

/** Listens to the embedding page only: its window, its exact origin, and messages of the protocol. */
export function connectParentPage(parentOrigin: string | null, onMessage: (message: ToFrame) => void): ParentPage {
  const isEmbedded = window.parent !== window && parentOrigin !== null;
  const isOpen = new Store(!isEmbedded);
  const mayFocus = new Store(!isEmbedded);
  if (!isEmbedded) return { isOpen, mayFocus, send: () => undefined };
  const open = (isNow: boolean, isQuiet = false) => {
    isOpen.set(isNow);
    mayFocus.set(isNow && !isQuiet);
  };
  window.addEventListener("message", (event) => {
    if (event.source !== window.parent || event.origin !== parentOrigin || !isToFrame(event.data)) return;
    const message = event.data;
    if (message.type === "opened" || message.type === "closed") open(message.type === "opened");
    if (message.type === "hello") open(message.isOpen, message.isQuiet);
    if (message.type === "ping") return window.parent.postMessage({ chorus: 1, type: "pong" }, parentOrigin);
    onMessage(message);
  });
  return { isOpen, mayFocus, send: (message) => window.parent.postMessage(message, parentOrigin) };
}

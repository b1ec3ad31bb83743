import { Store, type Readable } from "@chorus/client-sdk/observable";
import { isToFrame, type ToLoader } from "../protocol.ts";

/** The page that embeds the frame. */
export interface ParentPage {
  /** Is the panel open, as far as the page has said? A frame without a page always is. */
  isOpen: Readable<boolean>;
  tell(message: ToLoader): void;
}

export function connectParentPage(parentOrigin: string | null): ParentPage {
  const isEmbedded = window.parent !== window && parentOrigin !== null;
  const isOpen = new Store(!isEmbedded);
  if (!isEmbedded) return { isOpen, tell: () => undefined };
  window.addEventListener("message", (event) => {
    if (event.source !== window.parent || event.origin !== parentOrigin || !isToFrame(event.data)) return;
    isOpen.set(event.data.type === "opened");
  });
  return { isOpen, tell: (message) => window.parent.postMessage(message, parentOrigin) };
}

import { isColour, isToLoader, type ToFrame } from "../protocol.ts";
import { createLauncher } from "./launcher.ts";
import { createPanel } from "./panel.ts";
import { styles } from "./styles.ts";

interface ChorusApi {
  open(): void;
  close(): void;
}

declare global {
  interface Window {
    Chorus?: ChorusApi;
  }
}

const script = document.currentScript ?? document.querySelector("script[data-tenant-key]");
if (script instanceof HTMLScriptElement && !window.Chorus) window.Chorus = install(script);

/** Puts the launcher into the page. Nothing else is loaded before somebody touches it. */
function install(element: HTMLScriptElement): ChorusApi {
  const widgetOrigin = new URL(element.src).origin;
  const { tenantKey = "", accent } = element.dataset;
  const host = document.createElement("div");
  host.dataset["chorus"] = "";
  // A shadow root: neither side's styles reach the other.
  const root = host.attachShadow({ mode: "open" });
  root.append(styles());
  const setAccent = (colour: string) => host.style.setProperty("--chorus-accent", colour);
  if (isColour(accent)) setAccent(accent);

  let isFrameReady = false;
  // Before it is ready, the window inside is still this page's own empty one.
  const tell = (message: ToFrame) => {
    if (isFrameReady) panel.frame.contentWindow?.postMessage(message, widgetOrigin);
  };
  const setOpen = (isOpen: boolean) => {
    launcher.setOpen(isOpen);
    panel.setOpen(isOpen);
    tell({ chorus: 1, type: isOpen ? "opened" : "closed" });
    if (!isOpen) launcher.button.focus();
  };
  const launcher = createLauncher(() => setOpen(!panel.isOpen()));
  const panel = createPanel(frameUrl(widgetOrigin, tenantKey));
  root.append(panel.element, launcher.button);

  window.addEventListener("message", (event) => {
    const isOurs = event.origin === widgetOrigin && event.source === panel.frame.contentWindow;
    if (!isOurs || !isToLoader(event.data)) return;
    const message = event.data;
    if (message.type === "ready") {
      isFrameReady = true;
      tell({ chorus: 1, type: panel.isOpen() ? "opened" : "closed" });
    }
    if (message.type === "close" && panel.isOpen()) setOpen(false);
    if (message.type === "unread") launcher.setUnread(message.count);
    if (message.type === "accent") setAccent(message.colour);
  });
  document.body.append(host);
  return {
    open: () => panel.isOpen() || setOpen(true),
    close: () => void (panel.isOpen() && setOpen(false)),
  };
}

function frameUrl(widgetOrigin: string, tenantKey: string): string {
  const url = new URL("/frame", widgetOrigin);
  url.searchParams.set("key", tenantKey);
  // Whom the frame talks to; who may embed it at all is said by its frame-ancestors.
  url.searchParams.set("parent", window.location.origin);
  return url.href;
}

import { textOn } from "../accent.ts";
import { isColour, isIdentityToken, isToLoader, type ToFrame } from "../protocol.ts";
import { createLauncher } from "./launcher.ts";
import { takeLinkToken } from "./link-token.ts";
import { showInTitle } from "./page-title.ts";
import { createPanel } from "./panel.ts";
import { addStyles } from "./styles.ts";
import { wakeFlag } from "./wake-flag.ts";
import { wordsFor } from "./words.ts";

type PageEvent = "unread" | "open" | "close";

/** What the shop's page may call. */
interface ChorusApi {
  open(): void;
  close(): void;
  /** Says who is signed in, with a token the shop's own server has signed. */
  identify(identity: { token: string }): void;
  /** Returns the function that stops listening. */
  on(event: PageEvent, listener: (count: number) => void): () => void;
  /** The person signs out: nothing of theirs stays on this device. */
  shutdown(): Promise<void>;
}

declare global {
  interface Window {
    Chorus?: ChorusApi;
  }
}

const SHUTDOWN_PATIENCE_MS = 5_000;

const script = document.currentScript ?? document.querySelector("script[data-tenant-key]");
if (script instanceof HTMLScriptElement && !window.Chorus) {
  window.Chorus = install(script);
  window.dispatchEvent(new Event("chorus:ready"));
}

/** Puts the launcher into the page. Nothing else is loaded before somebody touches it or has something to come back for. */
function install(element: HTMLScriptElement): ChorusApi {
  const widgetOrigin = new URL(element.src).origin;
  const { tenantKey = "", accent, position, language } = element.dataset;
  const flag = wakeFlag(tenantKey);
  const host = document.createElement("div");
  host.dataset["chorus"] = "";
  // A shadow root: neither side's styles reach the other.
  const root = host.attachShadow({ mode: "open" });
  addStyles(root);
  const setLook = (colour: string | undefined, side: string | undefined) => {
    host.classList.toggle("left", side === "left");
    if (!isColour(colour)) return;
    host.style.setProperty("--chorus-accent", colour);
    host.style.setProperty("--chorus-on-accent", textOn(colour));
  };
  setLook(accent, position);

  const listeners: Record<PageEvent, Set<(count: number) => void>> = {
    ...{ unread: new Set(), open: new Set(), close: new Set() },
  };
  const emit = (event: PageEvent, count = 0) => {
    for (const listener of listeners[event]) listener(count);
  };
  let identityToken: string | null = null;
  let linkToken = takeLinkToken();
  let isFrameReady = false;
  let whenEnded: (() => void) | null = null;

  // Before it is ready, the window inside is still this page's own empty one.
  const tell = (message: ToFrame) => {
    if (isFrameReady) panel.window()?.postMessage(message, widgetOrigin);
  };
  const setUnread = (count: number) => {
    launcher.setUnread(count);
    showInTitle(count);
    emit("unread", count);
  };
  const setOpen = (isOpen: boolean) => {
    if (isOpen === panel.isOpen()) return;
    launcher.setOpen(isOpen);
    panel.setOpen(isOpen);
    tell({ chorus: 1, type: isOpen ? "opened" : "closed" });
    if (!isOpen) launcher.button.focus();
    emit(isOpen ? "open" : "close");
  };
  const launcher = createLauncher(
    () => setOpen(!panel.isOpen()),
    wordsFor(language ? [language, ...navigator.languages] : navigator.languages),
  );
  const panel = createPanel(frameUrl(widgetOrigin, { key: tenantKey, lang: language, accent }));
  root.append(panel.element, launcher.button);

  window.addEventListener("message", (event) => {
    const isOurs = event.origin === widgetOrigin && event.source !== null && event.source === panel.window();
    if (!isOurs || !isToLoader(event.data)) return;
    const message = event.data;
    switch (message.type) {
      case "ready":
        isFrameReady = true;
        if (whenEnded) tell({ chorus: 1, type: "shutdown" });
        else tell({ chorus: 1, type: "hello", isOpen: panel.isOpen(), identityToken, linkToken });
        break;
      case "close":
        setOpen(false);
        break;
      case "unread":
        setUnread(message.count);
        break;
      case "look":
        setLook(message.accent, message.position);
        break;
      case "keep":
        flag.set(message.isKept);
        break;
      case "refused":
        // oxlint-disable-next-line no-console
        console.warn(`Chorus: ${message.detail}`);
        break;
      case "ended":
        whenEnded?.();
        break;
      default:
        break;
    }
  });
  document.body.append(host);
  if (linkToken) setOpen(true);
  else if (flag.isSet()) whenIdle(() => panel.load());
  return {
    open: () => setOpen(true),
    close: () => setOpen(false),
    identify({ token }) {
      if (!isIdentityToken(token)) throw new TypeError("Chorus.identify({token}): token must be a signed token");
      identityToken = token;
      tell({ chorus: 1, type: "identify", identityToken: token });
    },
    on(event, listener) {
      listeners[event].add(listener);
      return () => void listeners[event].delete(listener);
    },
    async shutdown() {
      identityToken = null;
      linkToken = undefined;
      setOpen(false);
      flag.set(false);
      await new Promise<void>((resolve) => {
        whenEnded = resolve;
        setTimeout(resolve, SHUTDOWN_PATIENCE_MS);
        if (isFrameReady) tell({ chorus: 1, type: "shutdown" });
        else panel.load();
      });
      whenEnded = null;
      isFrameReady = false;
      panel.unload();
      flag.set(false);
      setUnread(0);
    },
  };
}

/** After the page has what it needs itself. */
function whenIdle(then: () => void): void {
  const soon = () => ("requestIdleCallback" in window ? requestIdleCallback(then) : setTimeout(then, 200));
  if (document.readyState === "complete") soon();
  else window.addEventListener("load", soon, { once: true });
}

function frameUrl(widgetOrigin: string, parameters: Record<string, string | undefined>): string {
  const url = new URL("/frame", widgetOrigin);
  // Whom the frame talks to; who may embed it at all is said by its frame-ancestors.
  url.searchParams.set("parent", window.location.origin);
  for (const [name, value] of Object.entries(parameters)) if (value) url.searchParams.set(name, value);
  return url.href;
}

import { textOn } from "../accent.ts";
import { isColour, isIdentityToken, isToLoader, type ToFrame } from "../protocol.ts";
import { embedProblem } from "./embed-problem.ts";
import { keepInPage } from "./keep-in-page.ts";
import { createLauncher } from "./launcher.ts";
import { takeLinkToken } from "./link-token.ts";
import { pageMark } from "./page-mark.ts";
import { isPageDark } from "./page-scheme.ts";
import { showInTitle } from "./page-title.ts";
import { createPanel } from "./panel.ts";
import { addStyles } from "./styles.ts";
import { wordsFor } from "./words.ts";

type PageEvent = "unread" | "open" | "close";

/** The API for the shop's page. */
interface ChorusApi {
  open(): void;
  close(): void;
  /** Identifies the signed-in customer with a token that the shop's own server has signed. */
  identify(identity: { token: string }): void;
  /** Returns the function that stops listening. */
  on(event: PageEvent, listener: (count: number) => void): () => void;
  /** The customer signs out: their data is deleted on this device. */
  shutdown(): Promise<void>;
}

declare global {
  interface Window {
    Chorus?: ChorusApi;
  }
}

const SHUTDOWN_PATIENCE_MS = 5_000;
/** While the panel is open the frame is pinged, because its process may crash on its own. */
const PING_EVERY_MS = 5_000;
const MAX_UNANSWERED_PINGS = 2;

const script = document.currentScript ?? document.querySelector("script[data-tenant-key]");
// An element with the id "Chorus" is a property of the window, too.
if (script instanceof HTMLScriptElement && !window.Chorus?.open) {
  if (keyOf(script)) {
    window.Chorus = install(script);
    window.dispatchEvent(new Event("chorus:ready"));
  } else warn("data-tenant-key is missing");
}

/** Tag managers drop `data-` attributes: then the key is in the script's address. */
function keyOf(element: HTMLScriptElement): string {
  return element.dataset["tenantKey"] ?? new URL(element.src).searchParams.get("key") ?? "";
}

function warn(text: string): void {
  // oxlint-disable-next-line no-console
  console.warn(`Chorus: ${text}`);
}

/** Adds the launcher to the page. The frame is loaded only on a click, or when there is a conversation to return to. */
function install(element: HTMLScriptElement): ChorusApi {
  const widgetOrigin = new URL(element.src).origin;
  const tenantKey = keyOf(element);
  const { accent, position, language, theme } = element.dataset;
  /** There is a conversation to return to. */
  const wake = pageMark(() => localStorage, `chorus.wake.${tenantKey}`);
  /** The panel is open in this tab. */
  const opened = pageMark(() => sessionStorage, `chorus.open.${tenantKey}`);
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
  let unansweredPings = 0;
  let unread = 0;
  let isQuietlyOpen = false;

  // Before it is ready, the frame's window is still this page's own empty one.
  const sendToFrame = (message: ToFrame) => {
    if (isFrameReady) panel.window()?.postMessage(message, widgetOrigin);
  };
  const setUnread = (count: number) => {
    unread = count;
    launcher.show(panel.isOpen(), unread);
    showInTitle(count);
    emit("unread", count);
  };
  const isDark = () => (theme ? theme === "dark" : isPageDark());
  const setOpen = (isOpen: boolean, isQuiet = false) => {
    if (isOpen === panel.isOpen()) return;
    isQuietlyOpen = isQuiet;
    opened(isOpen);
    panel.element.style.colorScheme = isDark() ? "dark" : "light";
    launcher.show(isOpen, unread);
    panel.setOpen(isOpen, isQuiet);
    sendToFrame(isOpen ? { chorus: 1, type: "opened", isDark: isDark() } : { chorus: 1, type: "closed" });
    if (!isOpen) launcher.button.focus();
    emit(isOpen ? "open" : "close");
  };
  const toggle = () => setOpen(!panel.isOpen());
  const words = wordsFor(language ? [language, ...navigator.languages] : navigator.languages);
  const launcher = createLauncher(words);
  const onSilence = async () => {
    const problem = await embedProblem(widgetOrigin, tenantKey);
    if (isFrameReady) return;
    if (problem === null) return panel.show("failed");
    warn(problem);
    setOpen(false);
    panel.element.hidden = launcher.button.hidden = true;
  };
  const panel = createPanel({
    url: () => frameUrl(widgetOrigin, { key: tenantKey, lang: language, accent, dark: isDark() ? "1" : "0" }),
    words,
    onClose: () => setOpen(false),
    onSilence: () => void onSilence(),
  });
  root.append(panel.element, launcher.button);
  setInterval(() => {
    if (!isFrameReady || !panel.isOpen() || document.hidden) return;
    if (unansweredPings++ === MAX_UNANSWERED_PINGS) panel.show("failed");
    sendToFrame({ chorus: 1, type: "ping" });
  }, PING_EVERY_MS);

  const listen = (event: MessageEvent) => {
    const isOurs = event.origin === widgetOrigin && event.source !== null && event.source === panel.window();
    if (!isOurs || !isToLoader(event.data)) return;
    const message = event.data;
    if (unansweredPings > MAX_UNANSWERED_PINGS) panel.show("ready");
    unansweredPings = 0;
    switch (message.type) {
      case "ready":
        isFrameReady = true;
        panel.show("ready");
        if (whenEnded) sendToFrame({ chorus: 1, type: "shutdown" });
        else
          sendToFrame({
            chorus: 1,
            type: "hello",
            isOpen: panel.isOpen(),
            isQuiet: isQuietlyOpen,
            identityToken,
            linkToken,
          });
        break;
      case "open":
      case "close":
        setOpen(message.type === "open");
        break;
      case "peek":
        panel.peek(message.count);
        break;
      case "unread":
        setUnread(message.count);
        break;
      case "look":
        setLook(message.accent, message.position);
        panel.setName(message.name);
        break;
      case "keep":
        wake(message.isKept);
        break;
      case "refused":
        warn(message.detail);
        break;
      case "ended":
        whenEnded?.();
        break;
      default:
        break;
    }
  };
  keepInPage(host, () => {
    // A document that was replaced has lost its listeners, and the frame in it starts again.
    window.addEventListener("message", listen);
    launcher.button.addEventListener("click", toggle);
    // A press takes a tenth of a second: so much earlier it is there.
    launcher.button.addEventListener("pointerdown", panel.load);
    panel.listen();
    isFrameReady = false;
    panel.show("waiting");
  });
  if (linkToken) setOpen(true);
  else if (opened() && mayReopen()) setOpen(true, true);
  else if (wake()) whenIdle(() => panel.load());
  return {
    open: () => setOpen(true),
    close: () => setOpen(false),
    identify({ token }) {
      if (!isIdentityToken(token)) throw new TypeError("not a signed token");
      identityToken = token;
      sendToFrame({ chorus: 1, type: "identify", identityToken: token });
    },
    on(event, listener) {
      listeners[event].add(listener);
      return () => void listeners[event].delete(listener);
    },
    async shutdown() {
      identityToken = null;
      linkToken = undefined;
      setOpen(false);
      wake(false);
      await new Promise<void>((resolve) => {
        whenEnded = resolve;
        setTimeout(resolve, SHUTDOWN_PATIENCE_MS);
        if (isFrameReady) sendToFrame({ chorus: 1, type: "shutdown" });
        else panel.load();
      });
      whenEnded = null;
      isFrameReady = false;
      panel.unload();
      wake(false);
      setUnread(0);
    },
  };
}

/** On a phone the panel covers the page: who goes to another one, or back, wants to see it. */
function mayReopen(): boolean {
  const [arrival] = performance.getEntriesByType("navigation") as PerformanceNavigationTiming[];
  return innerWidth > 480 || arrival?.type === "reload";
}

/** After the page's own resources. */
function whenIdle(then: () => void): void {
  const soon = () => ("requestIdleCallback" in window ? requestIdleCallback(then) : setTimeout(then, 200));
  if (document.readyState === "complete") soon();
  else window.addEventListener("load", soon, { once: true });
}

function frameUrl(widgetOrigin: string, parameters: Record<string, string | undefined>): string {
  // Without those that are not given.
  const given = JSON.parse(JSON.stringify(parameters)) as Record<string, string>;
  // The frame's target origin is this page's; who may embed it is decided by its frame-ancestors.
  return `${widgetOrigin}/frame?${new URLSearchParams({ ...given, parent: window.location.origin }).toString()}`;
}

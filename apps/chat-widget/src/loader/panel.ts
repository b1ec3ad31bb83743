import { make } from "./make.ts";
import type { Words } from "./words.ts";

export interface Panel {
  element: HTMLElement;
  /** Called each time it is added to the page: a document that was replaced has lost its listeners. */
  listen(): void;
  isOpen(): boolean;
  /** @param isQuiet the focus stays where it is */
  setOpen(isOpen: boolean, isQuiet?: boolean): void;
  /** Shows only so much of the frame, beside the launcher; 0 shows nothing any more. */
  peek(height: number): void;
  /** What screen readers call it. */
  setName(name: string): void;
  /** The frame's window, once it is loaded. */
  window(): Window | null;
  load(): void;
  /** `ready`: the frame has said so, and is seen from now on. `waiting`: it is loaded again with the page. `failed`: it does not answer. */
  show(state: PanelState): void;
  /** Removes the frame, so that the next opening starts anew. */
  unload(): void;
}

type PanelState = "waiting" | "ready" | "failed";

interface PanelOptions {
  /** Asked for when the frame is loaded. */
  url: () => string;
  words: Words;
  onClose: () => void;
  /** The frame is loaded and has not answered, or has not loaded for long. */
  onSilence: () => void;
}

/** The frame answers within this time after its page is loaded. */
const SPEAKS_WITHIN_MS = 1_500;
const LOADS_WITHIN_MS = 10_000;

/**
 * The panel with the frame, which is loaded at the first opening and then kept, so that messages keep coming. Until the frame
 * is ready the panel shows a cover with a close button of its own, because the frame may never load.
 */
export function createPanel({ url, words, onClose, onSilence }: PanelOptions): Panel {
  const element = make("div", "panel");
  const cover = make("div", "cover");
  const note = make("p", "note");
  const again = make("button", "again");
  const leave = make("button", "leave");
  again.textContent = words.retry;
  leave.setAttribute("aria-label", words.close);
  leave.textContent = "✕";
  note.setAttribute("role", "status");
  element.setAttribute("role", "dialog");
  cover.append(leave, note, again);
  element.append(cover);

  let frame: HTMLIFrameElement | null = null;
  let open = false;
  /** Nobody has asked for it on this page: it was open before. */
  let quiet = false;
  let name = "Chat";
  let silence: ReturnType<typeof setTimeout> | undefined;
  const { classList } = element;
  const expect = (withinMs: number) => {
    clearTimeout(silence);
    silence = setTimeout(onSilence, withinMs);
  };
  const show = (state: PanelState) => {
    element.dataset["state"] = state;
    note.textContent = state === "failed" ? words.failed : words.loading;
    again.hidden = state !== "failed";
    if (state === "waiting") expect(LOADS_WITHIN_MS);
    else clearTimeout(silence);
    focus();
  };
  const focus = () => {
    if (!open || quiet) return;
    if (element.dataset["state"] === "ready") frame?.focus();
    else leave.focus();
  };
  const setName = (given: string) => {
    name = given;
    element.setAttribute("aria-label", name);
    if (frame) frame.title = name;
  };
  const load = () => {
    if (frame) return;
    show("waiting");
    frame = document.createElement("iframe");
    setName(name);
    frame.allow = "clipboard-write; autoplay";
    frame.src = url();
    frame.addEventListener("load", () => {
      if (element.dataset["state"] === "waiting") expect(SPEAKS_WITHIN_MS);
    });
    element.append(frame);
  };
  const unload = () => {
    clearTimeout(silence);
    frame?.remove();
    frame = null;
  };
  const onClick = ({ target }: Event) => {
    if (target === leave) onClose();
    if (target !== again) return;
    unload();
    load();
  };
  const onKey = ({ key }: KeyboardEvent) => key === "Escape" && onClose();
  return {
    element,
    listen() {
      cover.addEventListener("click", onClick);
      cover.addEventListener("keydown", onKey);
    },
    isOpen: () => open,
    window: () => frame?.contentWindow ?? null,
    load,
    unload,
    setName,
    show(state) {
      if (frame) show(state);
    },
    setOpen(isOpen, isQuiet = false) {
      open = isOpen;
      quiet = isQuiet;
      if (isOpen) load();
      classList.remove("peek", "seen");
      classList.toggle("open", isOpen);
      focus();
    },
    peek(height) {
      const isSeen = height > 0 && !open;
      classList.toggle("seen", isSeen);
      if (!isSeen) return;
      // It keeps its size while it fades.
      classList.add("peek");
      element.style.setProperty("--peek", `${height}px`);
    },
  };
}

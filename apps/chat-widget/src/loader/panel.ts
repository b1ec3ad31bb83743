import { make } from "./make.ts";
import type { Words } from "./words.ts";

export interface Panel {
  element: HTMLElement;
  /** Called each time it is added to the page: a document that was replaced has lost its listeners. */
  listen(): void;
  isOpen(): boolean;
  setOpen(isOpen: boolean): void;
  /** The frame's window, once it is loaded. */
  window(): Window | null;
  load(): void;
  /** The frame has reported that it is ready: it is shown from now on. */
  setReady(): void;
  /** The frame is loaded again with the page, or does not answer any more. */
  setWaiting(): void;
  setFailed(): void;
  /** Removes the frame, so that the next opening starts anew. */
  unload(): void;
}

interface PanelOptions {
  url: string;
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
  cover.append(leave, note, again);
  element.append(cover);

  let frame: HTMLIFrameElement | null = null;
  let open = false;
  let silence: ReturnType<typeof setTimeout> | undefined;
  const expect = (withinMs: number) => {
    clearTimeout(silence);
    silence = setTimeout(onSilence, withinMs);
  };
  const show = (state: "waiting" | "ready" | "failed") => {
    element.dataset["state"] = state;
    note.textContent = state === "failed" ? words.failed : words.loading;
    again.hidden = state !== "failed";
    if (state !== "waiting") clearTimeout(silence);
  };
  const focus = () => {
    if (!open) return;
    if (element.dataset["state"] === "ready") frame?.focus();
    else leave.focus();
  };
  const load = () => {
    if (frame) return;
    show("waiting");
    expect(LOADS_WITHIN_MS);
    frame = document.createElement("iframe");
    frame.title = "Chat";
    frame.allow = "clipboard-write; autoplay";
    frame.src = url;
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
    focus();
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
    setReady() {
      show("ready");
      focus();
    },
    setWaiting() {
      if (!frame) return;
      show("waiting");
      expect(LOADS_WITHIN_MS);
    },
    setFailed() {
      show("failed");
      focus();
    },
    setOpen(isOpen) {
      open = isOpen;
      if (isOpen) load();
      element.classList.toggle("open", isOpen);
      focus();
    },
  };
}

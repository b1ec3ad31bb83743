export interface Panel {
  element: HTMLElement;
  isOpen(): boolean;
  setOpen(isOpen: boolean): void;
  /** The frame's window, once it is loaded. */
  window(): Window | null;
  load(): void;
  /** Leaves nothing of the frame, so that the next opening starts afresh. */
  unload(): void;
}

/** The panel with the frame, which is loaded at the first opening and then kept, so that messages keep coming. */
export function createPanel(url: string): Panel {
  const element = document.createElement("div");
  element.className = "panel";
  let frame: HTMLIFrameElement | null = null;
  let open = false;
  const load = () => {
    if (frame) return;
    frame = document.createElement("iframe");
    frame.title = "Chat";
    frame.allow = "clipboard-write; autoplay";
    frame.src = url;
    element.append(frame);
  };
  return {
    element,
    isOpen: () => open,
    window: () => frame?.contentWindow ?? null,
    load,
    unload() {
      frame?.remove();
      frame = null;
    },
    setOpen(isOpen) {
      open = isOpen;
      if (isOpen) load();
      element.classList.toggle("open", isOpen);
      if (isOpen) frame?.focus();
    },
  };
}

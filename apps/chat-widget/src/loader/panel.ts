export interface Panel {
  element: HTMLElement;
  frame: HTMLIFrameElement;
  isOpen(): boolean;
  setOpen(isOpen: boolean): void;
}

/** The panel with the frame, which is loaded at the first opening and then kept, so that messages keep coming. */
export function createPanel(url: string): Panel {
  const element = document.createElement("div");
  element.className = "panel";
  const frame = document.createElement("iframe");
  frame.title = "Chat";
  frame.allow = "clipboard-write";
  element.append(frame);
  let open = false;
  return {
    element,
    frame,
    isOpen: () => open,
    setOpen(isOpen) {
      open = isOpen;
      if (isOpen && !frame.src) frame.src = url;
      element.classList.toggle("open", isOpen);
      if (isOpen) frame.focus();
    },
  };
}

const ICON_CHAT =
  '<svg viewBox="0 0 24 24" aria-hidden="true"><path d="M4 5.5A2.5 2.5 0 0 1 6.5 3h11A2.5 2.5 0 0 1 20 5.5v8a2.5 2.5 0 0 1-2.5 2.5H11l-4.6 3.9c-.5.4-1.2 0-1.2-.6V16A2.5 2.5 0 0 1 4 13.700z"/></svg>';
const ICON_CLOSE = '<svg viewBox="0 0 24 24" aria-hidden="true" class="line"><path d="m6 9.5 6 6 6-6"/></svg>';

export interface Launcher {
  button: HTMLButtonElement;
  setOpen(isOpen: boolean): void;
  setUnread(count: number): void;
}

/** The round button at the bottom right. */
export function createLauncher(onClick: () => void): Launcher {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "launcher";
  button.innerHTML = `<span class="chat">${ICON_CHAT}</span><span class="close">${ICON_CLOSE}</span><span class="badge" hidden></span>`;
  button.addEventListener("click", onClick);
  const badge = button.querySelector<HTMLElement>(".badge");
  let unread = 0;
  let open = false;
  const describe = () => {
    const count = unread > 9 ? "9+" : String(unread);
    const note = unread > 0 ? `, ${unread} unread` : "";
    button.setAttribute("aria-label", open ? "Close chat" : `Open chat${note}`);
    button.setAttribute("aria-expanded", String(open));
    button.classList.toggle("open", open);
    if (!badge) return;
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

/** A page that fights over the element would otherwise keep both sides busy for ever. */
const PAUSE_MS = 50;

/**
 * Keeps the host in the page, whatever the page does: it is put beside the body, as soon as there is one, so that whoever
 * replaces or morphs the body leaves the chat and its frame alone, and put back when the whole document was replaced.
 * @param onAttached each time it was put there; a frame in it loads anew
 */
export function keepInPage(host: HTMLElement, onAttached: () => void): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let observed: Element | null = null;
  const attach = () => {
    timer = undefined;
    const root = document.documentElement;
    if (root !== observed) {
      observer.observe(root, { childList: true });
      observed = root;
    }
    // Before the body it would come first for the keyboard.
    if (!document.body || host.isConnected) return;
    root.append(host);
    onAttached();
  };
  const observer = new MutationObserver(() => {
    timer ??= setTimeout(attach, PAUSE_MS);
  });
  observer.observe(document, { childList: true });
  attach();
}

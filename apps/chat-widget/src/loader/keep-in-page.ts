/** Bounds the attempts on a page that keeps removing the element. */
const PAUSE_MS = 50;

/**
 * Keeps the host element in the page: it is placed beside the body, as soon as there is one, so that scripts that
 * replace or morph the body leave the chat and its frame alone, and it is added again when the whole document was replaced.
 * @param onAttached called each time it was added; a frame in it loads again
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
    // Before the body it would come first in the tab order.
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

let trigger: HTMLElement | null = null;

/** The button whose menu was opened last. */
export function rememberMenuTrigger(element: HTMLElement | null): void {
  trigger = element;
}

/** What has opened something: the focused element, else the button of the menu that closes with it. */
export function openerNow(): HTMLElement | null {
  const focused = document.activeElement;
  const isLost = !(focused instanceof HTMLElement) || focused === document.body || focused.closest("[role=menu]");
  return isLost ? trigger : focused;
}

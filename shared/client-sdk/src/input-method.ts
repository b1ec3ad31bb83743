/** The fields of a key event that concern an input method; DOM's and React's events have both. */
interface KeyEventOfInputMethod {
  readonly isComposing: boolean;
  readonly keyCode: number;
}

/** UI Events: the input method has processed the key. */
const PROCESSED = 229;

/**
 * Whether this key belongs to an input method that is composing. WebKit ends the composition first and reports the same
 * key afterwards with `isComposing` false, so that only the key code shows it.
 */
export function isOfInputMethod({ isComposing, keyCode }: KeyEventOfInputMethod): boolean {
  return isComposing || keyCode === PROCESSED;
}

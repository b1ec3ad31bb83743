/** What a key event says about an input method; DOM's and React's native events have both. */
interface KeyEventOfInputMethod {
  readonly isComposing: boolean;
  readonly keyCode: number;
}

/** UI Events: the input method has processed the key. */
const PROCESSED = 229;

/**
 * Does this key belong to an input method, which is choosing a word? WebKit ends the composition first and reports the same
 * key afterwards with `isComposing` false, so that only the key code tells.
 */
export function isOfInputMethod({ isComposing, keyCode }: KeyEventOfInputMethod): boolean {
  return isComposing || keyCode === PROCESSED;
}

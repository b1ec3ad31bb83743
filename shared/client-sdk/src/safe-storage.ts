/** One text in the browser's storage. */
export interface StoredText {
  /** Undefined when nothing is kept. */
  get(): string | undefined;
  /** Undefined removes it. */
  set(text: string | undefined): void;
}

/**
 * A text in `localStorage` or `sessionStorage`. Where storage is blocked or full it lasts as long as the page; nothing throws.
 * @param storage a function, because even naming `localStorage` throws where it is denied
 */
export function storedText(storage: () => Storage, name: string): StoredText {
  let inMemory: string | undefined;
  return {
    get() {
      try {
        return storage().getItem(name) ?? inMemory;
      } catch {
        return inMemory;
      }
    },
    set(text) {
      inMemory = text;
      try {
        if (text === undefined) storage().removeItem(name);
        else storage().setItem(name, text);
      } catch {
        // What is in memory is enough for now.
      }
    },
  };
}

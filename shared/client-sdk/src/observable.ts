/**
 * A value that changes, in the shape of React's `useSyncExternalStore(subscribe, getSnapshot)`: both functions are bound, and
 * `getSnapshot` returns the same reference until the value has changed.
 */
export interface Readable<Value> {
  getSnapshot: () => Value;
  /** Calls `listener` after each change; returns the function that ends it. */
  subscribe: (listener: () => void) => () => void;
}

/** A {@link Readable} that its owner writes. */
export class Store<Value> implements Readable<Value> {
  #value: Value;
  readonly #listeners = new Listeners<void>();

  constructor(initial: Value) {
    this.#value = initial;
  }

  readonly getSnapshot = (): Value => this.#value;

  readonly subscribe = (listener: () => void): (() => void) => this.#listeners.add(listener);

  /** Setting the same value (`Object.is`) notifies nobody. */
  set(value: Value): void {
    if (Object.is(value, this.#value)) return;
    this.#value = value;
    this.#listeners.emit();
  }
}

/** Listeners in the order in which they were added. */
export class Listeners<Value> {
  readonly #listeners = new Set<(value: Value) => void>();

  /** Returns the function that removes it again. The same function may be added several times. */
  add(listener: (value: Value) => void): () => void {
    const own = (value: Value) => listener(value);
    this.#listeners.add(own);
    return () => void this.#listeners.delete(own);
  }

  emit(value: Value): void {
    for (const listener of Array.from(this.#listeners)) {
      try {
        listener(value);
      } catch (error) {
        // One failing listener must not stop the others; the error still reaches the host's handler.
        queueMicrotask(() => {
          throw error;
        });
      }
    }
  }
}

/** Makes this browser the same customer again. In the frame's own origin, where no embedding page can read it. */
export interface DeviceTokenStore {
  read(): string | undefined;
  write(token: string): void;
  /** Forgets everything of this company in the browser's storage. */
  forget(): void;
}

export function deviceTokenStore(tenantKey: string): DeviceTokenStore {
  const name = `chorus.device.${tenantKey}`;
  let inMemory: string | undefined;
  return {
    read() {
      try {
        return localStorage.getItem(name) ?? inMemory;
      } catch {
        // Storage is blocked in this browser: the conversation then lasts as long as the page.
        return inMemory;
      }
    },
    write(token) {
      inMemory = token;
      try {
        localStorage.setItem(name, token);
      } catch {
        // As above; the token in memory is enough for now.
      }
    },
    forget() {
      inMemory = undefined;
      try {
        localStorage.removeItem(name);
        localStorage.removeItem(`chorus.sound.${tenantKey}`);
      } catch {
        // As above: then there is nothing stored.
      }
    },
  };
}

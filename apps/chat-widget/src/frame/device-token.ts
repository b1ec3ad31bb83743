/** Makes this browser the same customer again. In the frame's own origin, where no embedding page can read it. */
export interface DeviceTokenStore {
  read(): string | undefined;
  write(token: string): void;
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
  };
}

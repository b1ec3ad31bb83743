import { storedText } from "@chorus/client-sdk/safe-storage";

/** Identifies the customer of this browser. Stored in the frame's own origin, where no embedding page can read it. */
export interface DeviceTokenStore {
  read(): string | undefined;
  write(token: string): void;
  /** For a session by a mail link: this tab only, beside the browser's own customer. */
  writeLinked(token: string): void;
  isLinked(): boolean;
  leaveLink(): void;
  /** Removes everything of this tenant from the browser's storage. */
  forget(): void;
}

export function deviceTokenStore(tenantKey: string): DeviceTokenStore {
  const own = storedText(() => localStorage, `chorus.device.${tenantKey}`);
  const linked = storedText(() => sessionStorage, `chorus.link.${tenantKey}`);
  const sound = storedText(() => localStorage, `chorus.sound.${tenantKey}`);
  return {
    read: () => linked.get() ?? own.get(),
    write: (token) => own.set(token),
    writeLinked: (token) => linked.set(token),
    isLinked: () => linked.get() !== undefined,
    leaveLink: () => linked.set(undefined),
    forget() {
      for (const text of [own, linked, sound]) text.set(undefined);
    },
  };
}

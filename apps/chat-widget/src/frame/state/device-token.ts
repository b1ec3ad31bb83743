import { storedText } from "@chorus/client-sdk/safe-storage";

/** Makes this browser the same customer again. In the frame's own origin, where no embedding page can read it. */
export interface DeviceTokenStore {
  read(): string | undefined;
  write(token: string): void;
  /** Came by the link in a mail: for this tab only, beside whoever else uses this browser. */
  writeLinked(token: string): void;
  isLinked(): boolean;
  leaveLink(): void;
  /** Forgets everything of this tenant in the browser's storage. */
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

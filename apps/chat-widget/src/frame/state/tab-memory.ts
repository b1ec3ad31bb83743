import { storedText } from "@chorus/client-sdk/safe-storage";

/** What a tab keeps over a reload, in the frame's own origin, and nobody after it was closed. */
export interface TabMemory {
  draft(): string;
  keepDraft(text: string): void;
  isAddressSkipped(): boolean;
  skipAddress(): void;
  /** The id of the last message whose words beside the launcher were sent away; empty for none. */
  dismissedId(): string;
  dismiss(messageId: string): void;
  forget(): void;
}

export function tabMemory(tenantKey: string): TabMemory {
  const draft = storedText(() => sessionStorage, `chorus.draft.${tenantKey}`);
  const skipped = storedText(() => sessionStorage, `chorus.no-address.${tenantKey}`);
  const dismissed = storedText(() => sessionStorage, `chorus.dismissed.${tenantKey}`);
  return {
    draft: () => draft.get() ?? "",
    keepDraft: (text) => draft.set(text === "" ? undefined : text),
    isAddressSkipped: () => skipped.get() !== undefined,
    skipAddress: () => skipped.set("1"),
    dismissedId: () => dismissed.get() ?? "",
    dismiss: (messageId) => dismissed.set(messageId),
    forget() {
      for (const text of [draft, skipped, dismissed]) text.set(undefined);
    },
  };
}

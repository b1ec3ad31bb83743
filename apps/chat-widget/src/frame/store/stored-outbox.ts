import type { OutboxChange, OutboxStore } from "@chorus/client-sdk/outbox/outbox-store";
import type { OutgoingMessage } from "@chorus/client-sdk/outbox/outgoing-message";
import type { Tabs } from "../tabs/tabs.ts";
import type { WidgetDatabase } from "./widget-database.ts";

type StoredMessage = OutgoingMessage & { owner: string };

/** One customer's unsent messages, on disk and in all tabs. */
export function storedOutbox(database: WidgetDatabase, tabs: Tabs, owner: string): OutboxStore {
  const publish = (change: OutboxChange) => tabs.publish({ type: "outbox", owner, change });
  return {
    async load() {
      const kept = await database.all<StoredMessage>("outbox");
      return kept.filter((message) => message.owner === owner);
    },
    async put(message) {
      publish({ type: "put", message });
      await database.put("outbox", { ...message, owner });
    },
    async remove(clientMessageId) {
      publish({ type: "removed", clientMessageId });
      await database.remove("outbox", clientMessageId);
    },
    watch: (listener) =>
      tabs.onMessage((tabMessage) => {
        if (tabMessage.type === "outbox" && tabMessage.owner === owner) listener(tabMessage.change);
      }),
  };
}

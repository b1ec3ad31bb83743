import type { OutboxChange, OutboxStore } from "@chorus/client-sdk/outbox/outbox-store";
import type { OutgoingMessage } from "@chorus/client-sdk/outbox/outgoing-message";
import type { Tabs } from "../tabs/tabs.ts";
import type { WidgetDatabase } from "./widget-database.ts";

type StoredMessage = OutgoingMessage & { owner: string };

/** One customer's unsent messages, on disk and in all tabs. */
export function storedOutbox(database: WidgetDatabase, tabs: Tabs, owner: string): OutboxStore {
  const tell = (change: OutboxChange) => tabs.tell({ type: "outbox", owner, change });
  return {
    async load() {
      const kept = await database.all<StoredMessage>("outbox");
      return kept.filter((message) => message.owner === owner);
    },
    async put(message) {
      tell({ type: "put", message });
      await database.put("outbox", { ...message, owner });
    },
    async remove(clientMessageId) {
      tell({ type: "removed", clientMessageId });
      await database.remove("outbox", clientMessageId);
    },
    watch: (listener) =>
      tabs.onTold((told) => {
        if (told.type === "outbox" && told.owner === owner) listener(told.change);
      }),
  };
}

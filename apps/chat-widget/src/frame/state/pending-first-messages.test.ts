import { ChorusProblem } from "@chorus/client-sdk/problem";
import { Listeners } from "@chorus/client-sdk/observable";
import { expect, test, vi } from "vitest";
import type { PendingFirstMessage } from "../tabs/pending-first-message.ts";
import { PendingFirstMessages } from "./pending-first-messages.ts";
import type { WidgetDatabase } from "../store/widget-database.ts";
import type { Tabs } from "../tabs/tabs.ts";

type TabMessage = Parameters<Tabs["publish"]>[0];

/** One browser with as many tabs as are opened, and a server that knows each message once. */
function browser() {
  const disk = new Map<string, PendingFirstMessage>();
  const tabs: Listeners<TabMessage>[] = [];
  const stored: string[] = [];
  const network = { isUp: true, failures: 0, refusal: null as ChorusProblem | null };
  let turn: Promise<unknown> = Promise.resolve();
  const database = {
    all: async () => [...disk.values()],
    put: async (_shelf: string, item: PendingFirstMessage) => void disk.set(item.clientMessageId, item),
    remove: async (_shelf: string, id: string) => void disk.delete(id),
    destroy: async () => disk.clear(),
  } as unknown as WidgetDatabase;
  const openTab = () => {
    const own = new Listeners<TabMessage>();
    tabs.push(own);
    const messages = new PendingFirstMessages({
      database,
      tabs: {
        publish: (tabMessage) => {
          for (const tab of tabs) if (tab !== own) tab.emit(structuredClone(tabMessage));
        },
        onMessage: (listener) => own.add(listener),
        alone: (work) => {
          const mine = turn.then(work);
          turn = mine.catch(() => undefined);
          return mine;
        },
      },
      deliver: async ({ body }) => {
        if (!network.isUp) {
          network.failures += 1;
          throw new TypeError("Failed to fetch");
        }
        if (network.refusal) throw network.refusal;
        stored.push(body);
      },
    });
    return {
      messages,
      shown: () => messages.messages.getSnapshot().map(({ body, status }) => `${body}: ${status}`),
      close: () => {
        tabs.splice(tabs.indexOf(own), 1);
        messages.clear();
      },
    };
  };
  return { openTab, network, stored, disk };
}

/** Longer than the pause after a failure. */
const eventually = (check: () => void) => vi.waitFor(check, { timeout: 4_000 });

test("what is typed in one tab is shown in the others, in the order of writing, and stored once", async () => {
  const { openTab, network, stored, disk } = browser();
  const [one, other] = [openTab(), openTab()];
  network.isUp = false;
  one.messages.add("first", {});
  other.messages.add("second", {});
  expect(one.shown()).toEqual(["first: pending", "second: pending"]);
  expect(other.shown()).toEqual(one.shown());
  await eventually(() => expect(network.failures).toBeGreaterThan(1));
  network.isUp = true;
  one.messages.nudge();
  other.messages.nudge();
  await eventually(() => expect(other.shown()).toEqual(["first: sent", "second: sent"]));
  expect(one.shown()).toEqual(other.shown());
  expect(stored).toEqual(["first", "second"]);
  await eventually(() => expect(disk.size).toBe(0));
});

test("the tab that is left delivers what the closed one had written", async () => {
  const { openTab, network, stored } = browser();
  const [one, other] = [openTab(), openTab()];
  network.isUp = false;
  one.messages.add("from the tab that goes", {});
  await eventually(() => expect(network.failures).toBeGreaterThan(0));
  one.close();
  network.isUp = true;
  other.messages.nudge();
  await eventually(() => expect(stored).toEqual(["from the tab that goes"]));
});

test("a refused one can be tried again or removed in any tab", async () => {
  const { openTab, network, stored, disk } = browser();
  const [one, other] = [openTab(), openTab()];
  network.refusal = new ChorusProblem({
    ...{ code: "invalid", status: 422, detail: "That is not possible.", retryable: false },
  });
  one.messages.add("no", {});
  one.messages.add("maybe", {});
  await eventually(() => expect(other.shown()).toEqual(["no: failed", "maybe: failed"]));
  const [no, maybe] = other.messages.messages.getSnapshot();
  expect(no?.problem).toEqual({ kind: "refused", code: "invalid", detail: "That is not possible." });
  other.messages.forget(no?.clientMessageId ?? "");
  expect(one.shown()).toEqual(["maybe: failed"]);
  network.refusal = null;
  other.messages.retry(maybe?.clientMessageId ?? "");
  await eventually(() => expect(one.shown()).toEqual(["maybe: sent"]));
  expect(stored).toEqual(["maybe"]);
  await eventually(() => expect(disk.size).toBe(0));
});

test("what was said about oneself can be mended when the server refuses it, and goes out in its order", async () => {
  const { openTab, network, stored } = browser();
  const tab = openTab();
  network.refusal = new ChorusProblem({
    ...{ code: "invalid", status: 422, detail: "profile.email: must be an email address", retryable: false },
    errors: [{ path: "profile.email", message: "must be an email address" }],
  });
  tab.messages.add("first", { name: "Casey", email: "casey@example.c" });
  tab.messages.add("second", { name: "Casey", email: "casey@example.c" });
  await eventually(() => expect(tab.shown()).toEqual(["first: failed", "second: failed"]));
  const [first] = tab.messages.messages.getSnapshot();
  expect(first?.problem).toEqual({ kind: "introduction", fields: ["email"] });
  network.refusal = null;
  tab.messages.reintroduce({ name: "Casey", email: "casey@example.test" });
  await eventually(() => expect(stored).toEqual(["first", "second"]));
  expect(tab.messages.messages.getSnapshot()[0]?.introduction.email).toBe("casey@example.test");
});

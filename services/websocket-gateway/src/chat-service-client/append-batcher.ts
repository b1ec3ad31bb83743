import type { AppendItem, AppendResult } from "@chorus/contracts/routes/internal-chat";
import { AppError } from "@chorus/kernel/app-error";

export interface AppendBatcherOptions {
  /** One commit of one tenant; results in the order of the items. */
  append: (tenantId: string, items: AppendItem[]) => Promise<AppendResult[]>;
  now: () => number;
  maxBatchItems?: number;
  maxBatchesInFlight?: number;
  /** While a call is out, arrivals wait this long for it to return, to share the next call; twice as long for each further call. */
  joinWindowMs?: number;
  /** A tenant with more waiting sends is refused; clients send again. */
  maxWaitingPerTenant?: number;
  /** Runs it when what has arrived together has been read: by default at the end of this turn of the event loop. */
  gather?: (run: () => void) => void;
}

/** Sends messages to chat-service in batches. */
export interface AppendBatcher {
  /** @throws AppError `unavailable` when chat-service cannot be reached */
  append(item: AppendItem): Promise<AppendResult>;
  /** Resolves when nothing waits and no call is out. */
  idle(): Promise<void>;
  waiting(): number;
}

interface Pending {
  readonly item: AppendItem;
  readonly resolve: (result: AppendResult) => void;
  readonly reject: (error: unknown) => void;
}

interface TenantQueue {
  readonly tenantId: string;
  /** By conversation, in order of arrival; taken in turn, so that a busy conversation delays no other. */
  readonly waiting: Map<string, Pending[]>;
  /** Conversations with a call out: their later sends wait here, to keep the order. */
  readonly inFlight: Map<string, Pending[]>;
  waitingItems: number;
  isGathering: boolean;
  calls: number;
  lastStartMs: number;
  timer: NodeJS.Timeout | undefined;
}

/**
 * Per tenant: at most 64 items a call, up to 8 calls out, one per conversation. An idle gateway sends what it has read in one turn
 * of the event loop. While a call is out, what arrives joins the next one, which starts when the call returns, or after a few
 * milliseconds if it hangs (a conversation may be locked): the more are out, the later, because a chat-service that is busy is not
 * helped by small calls. A call that fails as a whole is repeated item by item: `clientMessageId` makes that safe.
 */
export function createAppendBatcher(options: AppendBatcherOptions): AppendBatcher {
  const {
    append,
    now,
    maxBatchItems = 64,
    maxBatchesInFlight = 8,
    joinWindowMs = 4,
    maxWaitingPerTenant = 10_000,
    gather = setImmediate,
  } = options;
  const queues = new Map<string, TenantQueue>();
  const idleListeners: (() => void)[] = [];

  function queueOf(tenantId: string): TenantQueue {
    let queue = queues.get(tenantId);
    if (!queue) {
      queue = {
        tenantId,
        waiting: new Map(),
        inFlight: new Map(),
        waitingItems: 0,
        isGathering: false,
        calls: 0,
        lastStartMs: 0,
        timer: undefined,
      };
      queues.set(tenantId, queue);
    }
    return queue;
  }

  /** What arrives together shares a call, although none is out. */
  function begin(queue: TenantQueue): void {
    if (queue.calls > 0) return pump(queue, false);
    if (queue.isGathering) return;
    queue.isGathering = true;
    gather(() => {
      queue.isGathering = false;
      pump(queue, false);
    });
  }

  function pump(queue: TenantQueue, isReturn: boolean): void {
    while (queue.waiting.size > 0 && queue.calls < maxBatchesInFlight) {
      const windowMs = joinWindowMs * 2 ** (queue.calls - 1);
      const waitMs = queue.calls === 0 || isReturn ? 0 : queue.lastStartMs + windowMs - now();
      if (waitMs > 0) {
        queue.timer ??= setTimeout(() => {
          queue.timer = undefined;
          pump(queue, false);
        }, waitMs);
        return;
      }
      start(queue);
    }
  }

  function start(queue: TenantQueue): void {
    const batch = takeBatch(queue, maxBatchItems);
    queue.calls += 1;
    queue.lastStartMs = now();
    void send(queue.tenantId, batch).finally(() => {
      queue.calls -= 1;
      for (const { item } of batch) release(queue, item.conversationId);
      pump(queue, true);
      if (queue.calls === 0 && queue.waitingItems === 0) {
        clearTimeout(queue.timer);
        queues.delete(queue.tenantId);
        if (queues.size === 0) for (const resolve of idleListeners.splice(0)) resolve();
      }
    });
  }

  async function send(tenantId: string, batch: readonly Pending[]): Promise<void> {
    try {
      settle(
        batch,
        await append(
          tenantId,
          batch.map(({ item }) => item),
        ),
      );
    } catch (error) {
      const first = batch[0];
      if (batch.length === 1) first?.reject(error);
      else await Promise.all(byConversation(batch).map((group) => sendOneByOne(tenantId, group)));
    }
  }

  async function sendOneByOne(tenantId: string, group: readonly Pending[]): Promise<void> {
    for (const [index, pending] of group.entries()) {
      try {
        settle([pending], await append(tenantId, [pending.item]));
      } catch (error) {
        // Later sends of the conversation must not overtake this one: their author sends all of them again, in order.
        for (const rest of group.slice(index)) rest.reject(error);
        return;
      }
    }
  }

  return {
    append(item) {
      const queue = queueOf(item.principal.tenantId);
      if (queue.waitingItems >= maxWaitingPerTenant) {
        return Promise.reject(
          new AppError("unavailable", { detail: "Too much is waiting. Please try again.", retryMs: 1_000 }),
        );
      }
      return new Promise((resolve, reject) => {
        const pending = { item, resolve, reject };
        queue.waitingItems += 1;
        const behindCall = queue.inFlight.get(item.conversationId);
        if (behindCall) behindCall.push(pending);
        else addTo(queue.waiting, item.conversationId, pending);
        begin(queue);
      });
    },
    idle() {
      return queues.size === 0 ? Promise.resolve() : new Promise((resolve) => idleListeners.push(resolve));
    },
    waiting: () => [...queues.values()].reduce((sum, queue) => sum + queue.waitingItems, 0),
  };
}

/** Takes one send of each conversation in turn, until the batch is full. */
function takeBatch(queue: TenantQueue, maxItems: number): Pending[] {
  const batch: Pending[] = [];
  while (batch.length < maxItems && queue.waiting.size > 0) {
    for (const [conversationId, items] of queue.waiting) {
      const next = items.shift();
      if (next) batch.push(next);
      if (items.length === 0) queue.waiting.delete(conversationId);
      if (batch.length === maxItems) break;
    }
  }
  queue.waitingItems -= batch.length;
  for (const { item } of batch) {
    if (queue.inFlight.has(item.conversationId)) continue;
    // The rest of the conversation waits until this call has returned.
    queue.inFlight.set(item.conversationId, queue.waiting.get(item.conversationId) ?? []);
    queue.waiting.delete(item.conversationId);
  }
  return batch;
}

function release(queue: TenantQueue, conversationId: string): void {
  const behind = queue.inFlight.get(conversationId);
  queue.inFlight.delete(conversationId);
  if (behind && behind.length > 0) queue.waiting.set(conversationId, behind);
}

function settle(batch: readonly Pending[], results: readonly AppendResult[]): void {
  for (const [index, { resolve, reject }] of batch.entries()) {
    const result = results[index];
    if (result) resolve(result);
    else reject(new AppError("unavailable", { retryMs: 1_000, cause: new Error("chat-service left out a result") }));
  }
}

function byConversation(batch: readonly Pending[]): Pending[][] {
  const groups = new Map<string, Pending[]>();
  for (const pending of batch) addTo(groups, pending.item.conversationId, pending);
  return [...groups.values()];
}

function addTo(map: Map<string, Pending[]>, key: string, pending: Pending): void {
  const list = map.get(key);
  if (list) list.push(pending);
  else map.set(key, [pending]);
}

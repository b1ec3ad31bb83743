import type { LeasedConnection } from "@chorus/contracts/routes/presence";
import type { ReadySession } from "../session/session.ts";

/** Changes within this time are sent together. */
const GATHER_MS = 100;

export interface LeaseRenewalOptions {
  /** Everybody who is connected. */
  all: () => LeasedConnection[];
  renew: (connections: LeasedConnection[]) => Promise<void>;
  change: (opened: LeasedConnection[], closed: LeasedConnection[]) => Promise<void>;
  unavailable: (what: string, error: unknown) => void;
}

/** Reports to presence-service who is connected. One call at a time; a failed one is repaired by the next full state. */
export interface LeaseRenewal {
  opened(session: ReadySession): void;
  closed(session: ReadySession): void;
  /** The full state; every 15 s. */
  renew(): Promise<void>;
  /** Sends the collected changes, after the call that is out. */
  flush(): Promise<void>;
}

export function leaseOf(session: ReadySession): LeasedConnection {
  const { tenantId, userId, role } = session.identity.principal;
  return { connectionId: session.connection.id, tenantId, userId, role };
}

export function createLeaseRenewal({ all, renew, change, unavailable }: LeaseRenewalOptions): LeaseRenewal {
  let opened = new Map<string, LeasedConnection>();
  let closed = new Map<string, LeasedConnection>();
  let timer: NodeJS.Timeout | undefined;
  /** One after the other: an older state must not arrive after a newer one. */
  let last: Promise<void> = Promise.resolve();

  function inTurn(call: () => Promise<void>): Promise<void> {
    last = last.then(call).catch((error: unknown) => unavailable("presence", error));
    return last;
  }

  function sendChanges(): Promise<void> {
    clearTimeout(timer);
    timer = undefined;
    return inTurn(async () => {
      if (opened.size + closed.size === 0) return;
      const news = { opened: [...opened.values()], closed: [...closed.values()] };
      opened = new Map();
      closed = new Map();
      await change(news.opened, news.closed);
    });
  }

  function gather(): void {
    timer ??= setTimeout(() => void sendChanges(), GATHER_MS).unref();
  }

  return {
    opened(session) {
      opened.set(session.connection.id, leaseOf(session));
      gather();
    },
    closed(session) {
      const { id } = session.connection;
      // Opened and closed within one batch: nothing to report.
      if (opened.delete(id)) return;
      closed.set(id, leaseOf(session));
      gather();
    },
    renew: () =>
      inTurn(() => {
        // The full state includes it.
        opened = new Map();
        closed = new Map();
        return renew(all());
      }),
    flush: sendChanges,
  };
}

import type { LeasedConnection } from "@chorus/contracts/routes/presence";
import type { ReadySession } from "../session/session.ts";

/** Changes of this long travel together. */
const GATHER_MS = 100;

export interface LeaseKeeperOptions {
  /** Everybody who is connected. */
  all: () => LeasedConnection[];
  renew: (connections: LeasedConnection[]) => Promise<void>;
  change: (opened: LeasedConnection[], closed: LeasedConnection[]) => Promise<void>;
  unavailable: (what: string, error: unknown) => void;
}

/** Tells presence-service who is connected. One call at a time, and what fails is left to the next full state. */
export interface LeaseKeeper {
  opened(session: ReadySession): void;
  closed(session: ReadySession): void;
  /** The full state; every 15 s. */
  renew(): Promise<void>;
  /** Sends what is gathered, after the call that is out. */
  flush(): Promise<void>;
}

export function leaseOf(session: ReadySession): LeasedConnection {
  const { tenantId, userId, role } = session.identity.principal;
  return { connectionId: session.connection.id, tenantId, userId, role };
}

export function createLeaseKeeper({ all, renew, change, unavailable }: LeaseKeeperOptions): LeaseKeeper {
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
      // Come and gone within one gathering: nobody needs to hear of it.
      if (opened.delete(id)) return;
      closed.set(id, leaseOf(session));
      gather();
    },
    renew: () =>
      inTurn(() => {
        // The full state says it all.
        opened = new Map();
        closed = new Map();
        return renew(all());
      }),
    flush: sendChanges,
  };
}

import type { PersonPresence } from "./presence-feeds.ts";

const GATHER_MS = 20;
const MAX_PEOPLE = 200;

type Read = (tenantId: string, userIds: string[] | null) => Promise<PersonPresence[]>;

interface Gathering {
  readonly userIds: Set<string>;
  readonly answer: Promise<Map<string, PersonPresence>>;
}

/** Batches presence look-ups: a client that resumes 50 conversations causes one call. */
export function createPresenceReader(read: Read, unavailable: (what: string, error: unknown) => void): Read {
  const gatherings = new Map<string, Gathering>();

  async function readSafely(tenantId: string, userIds: string[] | null): Promise<PersonPresence[]> {
    try {
      return await read(tenantId, userIds);
    } catch (error) {
      unavailable("presence", error);
      return [];
    }
  }

  function gather(tenantId: string): Gathering {
    const userIds = new Set<string>();
    const answer = new Promise<void>((resolve) => setTimeout(resolve, GATHER_MS)).then(async () => {
      if (gatherings.get(tenantId)?.userIds === userIds) gatherings.delete(tenantId);
      const people = await readSafely(tenantId, [...userIds]);
      return new Map(people.map((person) => [person.userId, person]));
    });
    return { userIds, answer };
  }

  return async (tenantId, userIds) => {
    if (userIds === null) return readSafely(tenantId, null);
    let gathering = gatherings.get(tenantId);
    if (!gathering || gathering.userIds.size + userIds.length > MAX_PEOPLE) {
      gathering = gather(tenantId);
      gatherings.set(tenantId, gathering);
    }
    for (const userId of userIds) gathering.userIds.add(userId);
    const people = await gathering.answer;
    return userIds.flatMap((userId) => people.get(userId) ?? []);
  };
}

import type { PresenceContext } from "./context.ts";
import type { PersonFacts } from "./engine.ts";

const PEOPLE_PER_CALL = 10_000;

/**
 * Asks chat-service for the stored choices of these members of the desk, which are lost when Redis is emptied. Without an answer
 * the known status is used until the next renewal asks again.
 * @returns `people`, followed by the facts of those whose choice was found
 */
export async function recallChoices(
  context: PresenceContext,
  people: readonly PersonFacts[],
  isAskedAbout: (facts: PersonFacts) => boolean,
): Promise<PersonFacts[]> {
  const userIds = new Map<string, Set<string>>();
  for (const facts of people) {
    if (!facts.isAgent || !isAskedAbout(facts)) continue;
    const ofTenant = userIds.get(facts.tenantId) ?? new Set();
    userIds.set(facts.tenantId, ofTenant.add(facts.userId));
  }
  const learnt = await Promise.all([...userIds].map(([tenantId, ids]) => recallTenant(context, tenantId, [...ids])));
  return [...people, ...learnt.flat()];
}

async function recallTenant(context: PresenceContext, tenantId: string, userIds: string[]): Promise<PersonFacts[]> {
  try {
    const chosen = await context.readChoices(tenantId, userIds.slice(0, PEOPLE_PER_CALL));
    const changes = chosen.map(({ userId, status, since }) => {
      return { tenantId, userId, change: "choose" as const, status, chosenAtMs: Date.parse(since) };
    });
    return await context.store.change(changes, context.clock.now());
  } catch (error) {
    context.events.choicesUnknown(tenantId, error);
    return [];
  }
}

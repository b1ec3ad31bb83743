import { randomUUID } from "node:crypto";
import { waitFor } from "@chorus/kernel/wait";
import type { Scene } from "../world/stage.ts";
import { createCrowd, withEach } from "./crowd.ts";
import { markedBody, sendAtRate } from "./send-at-rate.ts";

/** A scene that is warmed up has so many conversations more than it measures: the last ones. */
export const WARM_UP_CONVERSATIONS = 50;

const PER_SECOND = 2_000;
/** After 3,000 the larger of the programs was still being compiled for a sixth of its time. */
const COUNT = 12_000;
const ARRIVED_WITHIN_MS = 15_000;

/**
 * A server runs for weeks, and a cell for seconds: without this it would tell what a program costs while it is interpreted and
 * compiled. Two people in each conversation of their own, who are gone when the measurement begins.
 * @param firstPerson whose tokens nobody of the workload has
 */
export async function warmUp(scene: Scene, firstPerson: number): Promise<void> {
  const firstConversation = scene.conversationIds.length - WARM_UP_CONVERSATIONS;
  let arrived = 0;
  const members = createCrowd(
    scene,
    2 * WARM_UP_CONVERSATIONS,
    (index) => firstConversation + (index % WARM_UP_CONVERSATIONS),
    { onEvent: () => void (arrived += 1) },
    firstPerson,
  );
  await withEach(members, async (member) => {
    await member.connect();
    await member.join();
  });
  await sendAtRate({ perSecond: PER_SECOND, count: COUNT }, (number) => {
    members[number % members.length]?.send(randomUUID(), markedBody(number));
  });
  const hasArrived = await waitFor(() => arrived >= 2 * COUNT, { timeoutMs: ARRIVED_WITHIN_MS, intervalMs: 5 });
  if (!hasArrived) throw new Error(`of the warm-up only ${arrived} of ${2 * COUNT} arrived`);
  for (const member of members) member.reset();
  await scene.settle();
}

import { Member } from "../client/member.ts";
import type { Scene } from "../world/stage.ts";

const AT_ONCE = 128;

export interface CrowdHooks {
  onEvent?: (index: number, event: { seq: number; mark: number }) => void;
  onAck?: (index: number, id: string) => void;
  onSubscribed?: (index: number, answer: { seqs: readonly number[]; marks: readonly number[] }) => void;
}

/** People of a scene, not connected yet. @param conversationOf the index of a person's conversation */
export function createCrowd(
  scene: Scene,
  size: number,
  conversationOf: (index: number) => number,
  hooks: CrowdHooks = {},
  firstPerson = 0,
): Member[] {
  return Array.from({ length: size }, (_, index) => {
    const conversationId = scene.conversationIds[conversationOf(index)];
    const token = scene.tokens[firstPerson + index];
    if (conversationId === undefined || token === undefined) throw new Error(`nobody is number ${index}`);
    return new Member({
      port: scene.server.port,
      dialect: scene.contestant.dialect(),
      token,
      conversationId,
      onEvent: (event) => hooks.onEvent?.(index, event),
      onAck: (id) => hooks.onAck?.(index, id),
      onSubscribed: (answer) => hooks.onSubscribed?.(index, answer),
    });
  });
}

/** Does something with everybody, 128 at a time. */
export async function withEach<Item>(
  items: readonly Item[],
  work: (item: Item, index: number) => Promise<void>,
): Promise<void> {
  let next = 0;
  const worker = async () => {
    while (next < items.length) {
      const index = next;
      next += 1;
      await work(items[index] as Item, index);
    }
  };
  await Promise.all(Array.from({ length: Math.min(AT_ONCE, items.length) }, worker));
}

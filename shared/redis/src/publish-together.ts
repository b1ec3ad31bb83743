import { Command, type Redis } from "ioredis";
import { sendTogether } from "./send-together.ts";

export type Publication = readonly [channel: string, message: string | Buffer];

/** Publishes messages in one round trip. @throws Error when any of them was not published */
export async function publishTogether(redis: Redis, messages: readonly Publication[]): Promise<void> {
  const commands = messages.map(([channel, message]) => new Command("publish", [channel, message]));
  await sendTogether(redis, () => commands.map((command) => redis.sendCommand(command) as Promise<unknown>));
  // A command of ioredis lives until the whole heap is collected; its message need not.
  for (const command of commands) command.args.length = 0;
}

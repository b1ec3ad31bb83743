import { channels } from "@chorus/contracts/bus/channels";
import { ControlMessage } from "@chorus/contracts/bus/messages";
import { connectSubscriber } from "./connect.ts";
import { createSubscriptionHub } from "./subscription-hub.ts";

export interface RevocationListener {
  /** With Redis away it goes on trying in the background. */
  start(): Promise<void>;
  close(): void;
}

/** Hears which sessions, persons and tenants end, as gateways do. What is missed is as old as the authenticator's cache. */
export function listenForRevocations(options: {
  redisUrl: string;
  onRevoked: (revocation: ControlMessage) => void;
  onError: (error: unknown) => void;
}): RevocationListener {
  const { onError } = options;
  const hub = createSubscriptionHub({ redis: connectSubscriber(options.redisUrl, onError), onError });
  return {
    async start() {
      await hub.start();
      void hub.subscribe(channels.control, (text) => options.onRevoked(ControlMessage.parse(JSON.parse(text))));
    },
    close: () => hub.close(),
  };
}

import { channels } from "@chorus/contracts/bus/channels";
import { ControlMessage } from "@chorus/contracts/bus/messages";
import { connectSubscriber } from "./connect.ts";
import { createSubscriptionHub } from "./subscription-hub.ts";

export interface RevocationListener {
  /** Retries in the background while Redis is unreachable. */
  start(): Promise<void>;
  close(): void;
}

/** Receives revocations of sessions, persons and tenants. A lost one takes effect when the authenticator's cache expires. */
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

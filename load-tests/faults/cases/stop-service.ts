import { setTimeout as delay } from "node:timers/promises";
import type { Fault, Scene } from "../fault.ts";

type Part = "gateway" | "chat" | "presence";

const HOLD_MS = 4_000;

const slotOf = ({ cluster }: Scene, part: Part) => (part === "gateway" ? cluster.gateways[0] : cluster[part]);

/** A process that hangs: its sockets stay open and nobody answers. */
function stopService(part: Part, isShort: boolean): Fault {
  return {
    name: `${part}-stop`,
    title: `${part}: SIGSTOP for ${HOLD_MS / 1000} s`,
    isShort,
    async run(scene) {
      const slot = slotOf(scene, part);
      slot.kill("SIGSTOP");
      await delay(HOLD_MS);
      slot.kill("SIGCONT");
    },
  };
}

export const stopGateway = stopService("gateway", false);
export const stopChat = stopService("chat", true);
export const stopPresence = stopService("presence", false);

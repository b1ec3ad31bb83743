import type { MountOptions } from "@chorus/http/mount";
import type { WriteLimits } from "@chorus/http/write-limits";
import { networkOf } from "@chorus/kernel/network";
import type { ChatContext } from "../context.ts";
import type { Caller } from "./caller.ts";
import { peerAddress } from "./peer.ts";

/** Counts what people write by who they are, customers by their network too, and what strangers write by theirs alone. */
export function countWrites(context: ChatContext, limits: WriteLimits): MountOptions<Caller>["countWrite"] {
  const { trustProxy } = context.config.http;
  return (route, { principal }, http) =>
    limits.count(route, { ...principal, network: networkOf(peerAddress(http, trustProxy)) });
}

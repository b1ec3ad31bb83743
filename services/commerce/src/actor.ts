import type { AccessClaims } from "@chorus/auth/access-token";

/** Whoever did something, as movements and timelines name them. */
export interface Actor {
  type: "customer" | "user" | "api_key" | "system";
  id: string | null;
}

export function actorOf(caller: AccessClaims): Actor {
  if (caller.apiKey) return { type: "api_key", id: caller.userId };
  return { type: caller.role === "customer" ? "customer" : "user", id: caller.userId };
}

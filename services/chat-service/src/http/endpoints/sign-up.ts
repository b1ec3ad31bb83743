import * as routes from "@chorus/contracts/routes/sign-up";
import { SYSTEM_TENANT } from "@chorus/contracts/tasks";
import { endpoint, reply, type Endpoint } from "@chorus/http/mount";
import { ttlCache } from "@chorus/kernel/ttl-cache";
import type { ChatContext } from "../../context.ts";
import { askSignUp } from "../../sign-ups/ask-sign-up.ts";
import { confirmSignUp } from "../../sign-ups/confirm-sign-up.ts";
import { isSignUpOpen } from "../../sign-ups/is-open.ts";
import { readSignUpLink } from "../../sign-ups/read-sign-up-link.ts";
import type { Caller } from "../caller.ts";
import { giveGrant, setDeviceCookie } from "../cookies.ts";
import { peerAddress } from "@chorus/http/peer-address";
import { requireOwnOrigin, userAgent } from "../request-origin.ts";

/** Every page of who is not signed in asks. */
const FRESH_MS = 1_000;

/** Opening a company, by anybody. */
export function signUpEndpoints(context: ChatContext): Endpoint<Caller>[] {
  const { isExposed } = context.config;
  const { trustProxy, credentialOrigins } = context.config.http;
  const isOpen = ttlCache(() => isSignUpOpen(context), { clock: context.clock, freshMs: FRESH_MS });
  return [
    endpoint(routes.readSignUp, async ({ http }) => {
      http.header("cache-control", "no-store");
      return reply(200, { isOpen: await isOpen(SYSTEM_TENANT) });
    }),
    endpoint(routes.askSignUp, async ({ body, http }) => {
      await askSignUp(context, { ...body, ip: peerAddress(http, trustProxy) });
      return reply(202, { sent: true as const });
    }),
    endpoint(routes.readSignUpLink, async ({ body, http }) => {
      http.header("cache-control", "no-store");
      return reply(200, await readSignUpLink(context, body));
    }),
    endpoint(routes.confirmSignUp, async ({ body, http, requestId }) => {
      requireOwnOrigin(http, credentialOrigins);
      const origin = { ip: peerAddress(http, trustProxy), userAgent: userAgent(http), requestId };
      const { deviceCookie, ...grant } = await confirmSignUp(context, { ...body, ...origin });
      setDeviceCookie(http, isExposed, deviceCookie);
      return reply(201, giveGrant(http, isExposed, grant));
    }),
  ];
}

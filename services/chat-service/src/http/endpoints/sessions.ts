import { forgotPassword, jwks, login, logout, me, refreshLogin, resetPassword } from "@chorus/contracts/routes/auth";
import {
  createWidgetSession,
  endWidgetSession,
  getWidget,
  refreshWidgetSession,
} from "@chorus/contracts/routes/widget";
import { endpoint, reply, type Endpoint } from "@chorus/http/mount";
import { AppError } from "@chorus/kernel/app-error";
import type { Context } from "hono";
import type { ChatContext } from "../../context.ts";
import { principalOf, type Caller } from "../caller.ts";
import { clearRefreshCookie, deviceCookie, giveGrant, refreshCookie, setDeviceCookie } from "../cookies.ts";
import { peerAddress } from "@chorus/http/peer-address";
import { userAgent, requireOwnOrigin } from "../request-origin.ts";
import { findUser } from "../../people/rows/queries.ts";
import { presentSessionUser } from "../../people/rows/present-user.ts";
import { readWidget } from "../../tenants/read-widget.ts";
import { endWidgetSession as forgetDevice } from "../../visitor-sessions/end-widget-session.ts";
import { forgotPassword as askForLink } from "../../staff-login/forgot-password.ts";
import type { Grant } from "../../staff-login/grant.ts";
import * as verbs from "../../staff-login/login.ts";
import { logout as endSession } from "../../staff-login/logout.ts";
import { refreshLogin as renew } from "../../staff-login/refresh-login.ts";
import { resetPassword as setPassword } from "../../staff-login/reset-password.ts";
import * as widget from "../../visitor-sessions/widget-session.ts";

export function authEndpoints(context: ChatContext): Endpoint<Caller>[] {
  const { isExposed } = context.config;
  const { trustProxy, credentialOrigins } = context.config.http;

  const answerGrant = (http: Context, grant: Grant) => reply(200, giveGrant(http, isExposed, grant));

  return [
    endpoint(login, async ({ body, http, requestId }) => {
      requireOwnOrigin(http, credentialOrigins);
      const origin = { ip: peerAddress(http, trustProxy), userAgent: userAgent(http), requestId };
      const known = deviceCookie(http, isExposed);
      const { deviceCookie: kept, ...grant } = await verbs.login(context, { ...body, ...origin, deviceCookie: known });
      const answer = answerGrant(http, grant);
      setDeviceCookie(http, isExposed, kept);
      return answer;
    }),
    endpoint(refreshLogin, async ({ http }) => {
      requireOwnOrigin(http, credentialOrigins);
      try {
        return answerGrant(http, await renew(context, refreshCookie(http, isExposed)));
      } catch (error) {
        if (error instanceof AppError && error.code === "unauthenticated") clearRefreshCookie(http, isExposed);
        throw error;
      }
    }),
    endpoint(logout, async ({ http, requestId }) => {
      requireOwnOrigin(http, credentialOrigins);
      await endSession(context, refreshCookie(http, isExposed), requestId);
      clearRefreshCookie(http, isExposed);
      return reply(204);
    }),
    endpoint(me, async (input) => {
      const principal = principalOf(input);
      const row = await context.database.readTenant(principal.tenantId, (tx) => findUser(tx, principal.userId));
      if (!row) throw new AppError("unauthenticated");
      return reply(200, presentSessionUser(row));
    }),
    endpoint(forgotPassword, async ({ body, http }) => {
      await askForLink(context, { ...body, ip: peerAddress(http, trustProxy) });
      return reply(202, { sent: true as const });
    }),
    endpoint(resetPassword, async ({ body, requestId }) => {
      await setPassword(context, { ...body, requestId });
      return reply(204);
    }),
    endpoint(jwks, async ({ http }) => {
      http.header("cache-control", "public, max-age=300");
      return reply(200, { keys: context.signingKeys.publicKeys().map((key) => ({ ...key })) });
    }),
    endpoint(getWidget, async ({ query, http }) => {
      http.header("cache-control", "no-store");
      await context.widgetReads.use(peerAddress(http, trustProxy));
      return reply(200, await readWidget(context, query.tenantKey));
    }),
    endpoint(createWidgetSession, async ({ body, http }) => {
      const { tenantKey, deviceToken, identityToken, linkToken, profile, proof } = body;
      const from = { ip: peerAddress(http, trustProxy), userAgent: userAgent(http) };
      const input = { tenantKey, deviceToken, identityToken, linkToken, profile, proof, ...from };
      http.header("cache-control", "no-store");
      return reply(201, await widget.createWidgetSession(context, input));
    }),
    endpoint(refreshWidgetSession, async ({ body, http }) => {
      http.header("cache-control", "no-store");
      return reply(200, await widget.refreshWidgetSession(context, body));
    }),
    endpoint(endWidgetSession, async ({ body }) => {
      await forgetDevice(context, body);
      return reply(204);
    }),
  ];
}

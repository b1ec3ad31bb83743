import { withProof } from "@chorus/client-sdk/proof-of-work";
import type { RestClient } from "@chorus/client-sdk/rest-client";
import type { WidgetSession } from "@chorus/contracts/routes/widget";
import { startSession } from "./routes.ts";

interface SessionRequest {
  tenantKey: string;
  deviceToken: string | undefined;
  identityToken: string | null;
  linkToken: string | undefined;
  profile: { name?: string; email?: string };
}

/** Requests a session, with a proof of work where required, and the browser's language and time zone. */
export function requestSession(rest: RestClient, request: SessionRequest): Promise<WidgetSession> {
  const { tenantKey, deviceToken, identityToken, linkToken, profile } = request;
  return withProof((proof) =>
    rest.call(startSession, {
      body: {
        tenantKey,
        ...(deviceToken ? { deviceToken } : {}),
        ...(identityToken ? { identityToken } : {}),
        ...(linkToken ? { linkToken } : {}),
        ...(proof ? { proof } : {}),
        profile: {
          ...profile,
          locale: navigator.language.slice(0, 35),
          // What the desk shows as their local time.
          timeZone: new Intl.DateTimeFormat().resolvedOptions().timeZone,
        },
      },
    }),
  );
}

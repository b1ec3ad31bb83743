import { mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { ChatClient } from "@chorus/client-sdk/chat-client";
import { RestClient } from "@chorus/client-sdk/rest-client";
import { TokenSource } from "@chorus/client-sdk/token-source";
import { login } from "@chorus/contracts/routes/auth";
import { createWidgetSession } from "@chorus/contracts/routes/widget";
import { WebSocket } from "ws";
import { stateFolder } from "@chorus/servers/paths";

/** Where the services are. */
export interface PlatformAddress {
  chatUrl: string;
  gatewayUrl: string;
}

/** Somebody signed in, not connected yet. */
export interface Participant {
  rest: RestClient;
  chat: ChatClient;
}

/** The doctor is always the same customer of the demo company, not a new one at each run. */
const deviceFile = path.join(stateFolder, "doctor-device");

export async function signInAgent(
  platform: PlatformAddress,
  credentials: { tenant: string; email: string; password: string },
): Promise<Participant> {
  const grant = await publicRest(platform).call(login, { body: credentials });
  return participant(platform, grant);
}

/** @param isKnown whether this company lasts: then the customer is the one of the visits before */
export async function signInCustomer(
  platform: PlatformAddress,
  tenantKey: string,
  isKnown: boolean,
): Promise<Participant> {
  const known = isKnown ? await readFile(deviceFile, "utf8").catch(() => undefined) : undefined;
  const session = await publicRest(platform).call(createWidgetSession, {
    body: { tenantKey, ...(known ? { deviceToken: known } : {}), profile: { name: "Doctor", locale: "en" } },
  });
  if (isKnown) {
    await mkdir(stateFolder, { recursive: true });
    await writeFile(deviceFile, session.deviceToken, { mode: 0o600 });
  }
  return participant(platform, session);
}

function publicRest({ chatUrl }: PlatformAddress): RestClient {
  return new RestClient({ baseUrls: { "chat-service": chatUrl } });
}

function participant(
  { chatUrl, gatewayUrl }: PlatformAddress,
  grant: { accessToken: string; expiresIn: number },
): Participant {
  // The check ends long before the token does.
  const tokens = new TokenSource({ refresh: () => Promise.resolve(null) });
  tokens.set(grant);
  return {
    rest: new RestClient({ baseUrls: { "chat-service": chatUrl }, tokens }),
    chat: new ChatClient({ gatewayUrl, tokens, WebSocket }),
  };
}

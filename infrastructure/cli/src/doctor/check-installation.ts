import { randomBytes } from "node:crypto";
import { RestClient } from "@chorus/client-sdk/rest-client";
import { TokenSource } from "@chorus/client-sdk/token-source";
import { createTenant, deleteTenant } from "@chorus/contracts/routes/tenants";
import { publicAddresses } from "@chorus/containers/service-variables";
import { checkConversation } from "./check-conversation.ts";
import { CheckFailure, type CheckList } from "./check-list.ts";

const TIMEOUT_MS = 5_000;
/** What no proxy may publish: between services, and what tells how busy each tenant is. */
const PRIVATE_PATHS = ["/metrics", "/internal/v1/link", "/internal/v1/messages", "/api/v1/..%2f..%2fmetrics"];

/** An installation behind its proxy, as people reach it: its pages, what must not be reached, and a conversation. */
export async function checkInstallation(list: CheckList, url: URL, operatorKey: string | undefined): Promise<void> {
  const { api, desk, widget } = publicAddresses(url.host);
  const proxyAdvice = "Look at the proxy's log and at docs/operations/proxies.md.";
  await list.check("the API answers", proxyAdvice, () => expectStatus(`${api}/docs`, 200));
  await list.check("the desk serves its page", `desk.${url.host} must lead to the proxy.`, () =>
    expectStatus(`${desk}/`, 200),
  );
  await list.check("the widget serves its loader", `widget.${url.host} must lead to the proxy.`, () =>
    expectStatus(`${widget}/loader.js`, 200),
  );
  await list.check("nothing private is published", "Publish only what docs/operations/proxies.md lists.", async () => {
    for (const path of PRIVATE_PATHS) await expectStatus(`${api}${path}`, 404);
  });
  if (operatorKey === undefined) return checkConversation(list, { chatUrl: api, gatewayUrl: api });

  const operator = operatorOf(api, operatorKey);
  const password = randomBytes(18).toString("base64url");
  const slug = `doctor-${randomBytes(6).toString("hex")}`;
  const email = `${slug}@chorus.localhost`;
  const made = await list.check(
    "a company is created for this visit",
    "CHORUS_OPERATOR_KEY must be this installation's.",
    () =>
      operator.call(createTenant, { body: { name: "make doctor", slug, owner: { name: "Doctor", email, password } } }),
  );
  if (!made) return;
  const { tenant } = made.value;
  try {
    await checkConversation(
      list,
      { chatUrl: api, gatewayUrl: api },
      { slug, email, password, widgetKey: tenant.widgetKey },
    );
  } finally {
    await list.check("the company is deleted again", `Delete the company ${slug} by hand.`, () =>
      operator.call(deleteTenant, { params: { tenantId: tenant.id } }),
    );
  }
}

function operatorOf(api: string, key: string): RestClient {
  const tokens = new TokenSource({ refresh: () => Promise.resolve(null) });
  // A key does not expire; the check ends long before this.
  tokens.set({ accessToken: key, expiresIn: 3_600 });
  return new RestClient({ baseUrls: { "chat-service": api }, tokens });
}

async function expectStatus(url: string, status: number): Promise<void> {
  const response = await fetch(url, { signal: AbortSignal.timeout(TIMEOUT_MS) }).catch((error: unknown) => {
    throw new CheckFailure(`Nobody answers at ${url}.`, { cause: error });
  });
  await response.body?.cancel();
  if (response.status !== status)
    throw new CheckFailure(`${url} answers with status ${response.status}, not ${status}.`);
}

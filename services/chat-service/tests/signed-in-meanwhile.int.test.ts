import "@chorus/testing/provided";
import { passwordLinkToken } from "@chorus/auth/password-link";
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { PASSWORD, startChat, type Answer, type Chat, type Person, type Tenant } from "./harness.ts";
import { whileLocked } from "./while-locked.ts";

let chat: Chat;
let tenant: Tenant;
beforeAll(async () => {
  chat = await startChat();
  tenant = await chat.tenant();
});
afterAll(() => chat[Symbol.asyncDispose]());

const NEW = "another horse, another battery";

const signIn = ({ email }: Person) =>
  chat.request("POST", "/api/v1/auth/login", { body: { tenant: tenant.slug, email, password: PASSWORD } });
const statusOf = async (token: string) => (await chat.request("GET", "/api/v1/auth/me", { token })).status;

/** What ends the sessions that were begun before it. */
const ENDINGS: Record<string, { end: (person: Person) => Promise<Answer>; status: number }> = {
  "a new password": {
    end: ({ token }) =>
      chat.request("POST", "/api/v1/users/me/password", { token, body: { current: PASSWORD, password: NEW } }),
    status: 204,
  },
  "a new password by a link": {
    end: async (person) => {
      const token = await linkOf(person);
      return chat.request("POST", "/api/v1/auth/password/reset", { body: { token, password: NEW } });
    },
    status: 204,
  },
  "a disabling": { end: ({ id }) => disable(id), status: 200 },
};

const disable = (id: string) =>
  chat.request("PATCH", `/api/v1/users/${id}`, { token: tenant.owner.token, body: { disabled: true } });

async function linkOf({ id }: Person): Promise<string> {
  const linkId = randomUUID();
  await chat.asOwner(`
    insert into password_links (tenant_id, id, user_id, purpose, expires_at)
    values ('${tenant.id}', '${linkId}', '${id}', 'password_reset', now() + interval '1 hour')`);
  return passwordLinkToken(chat.config.secrets.links, tenant.id, linkId);
}

test.each(Object.entries(ENDINGS))("a sign-in that began before %s ends with it", async (_, { end, status }) => {
  const person = await chat.person(tenant, "agent");
  const [signedIn, ended] = await whileLocked(chat, "lock table sessions in share mode", async (untilWaiting) => {
    const signingIn = signIn(person);
    await untilWaiting(1);
    const ending = end(person);
    await untilWaiting(2);
    return [signingIn, ending] as const;
  });
  expect([signedIn.status, ended.status]).toEqual([200, status]);
  expect(await statusOf(signedIn.body.accessToken)).toBe(401);
});

test.each(Object.entries(ENDINGS))(
  "a sign-in whose password was compared before %s is refused after it",
  async (_, { end, status }) => {
    const person = await chat.person(tenant, "agent");
    const [ended, signedIn] = await whileLocked(
      chat,
      `select from audit_heads where tenant_id = '${tenant.id}' for update`,
      async (untilWaiting) => {
        const ending = end(person);
        await untilWaiting(1);
        const signingIn = signIn(person);
        await untilWaiting(2);
        return [ending, signingIn] as const;
      },
    );
    expect([ended.status, signedIn.status]).toEqual([status, 401]);
    expect(signedIn.body.code).toBe("invalid_credentials");
  },
);

test("a person who is being demoted signs in with what they may do now", async () => {
  const person = await chat.person(tenant, "admin");
  const [demoted, signedIn] = await whileLocked(
    chat,
    `select from audit_heads where tenant_id = '${tenant.id}' for update`,
    async (untilWaiting) => {
      const demoting = chat.request("PATCH", `/api/v1/users/${person.id}`, {
        token: tenant.owner.token,
        body: { role: "viewer" },
      });
      await untilWaiting(1);
      const signingIn = signIn(person);
      await untilWaiting(2);
      return [demoting, signingIn] as const;
    },
  );
  expect([demoted.status, signedIn.status, signedIn.body.user.role]).toEqual([200, 200, "viewer"]);
  expect(await statusOf(signedIn.body.accessToken)).toBe(200);
});

test("a session that is refreshed while another password is set has ended", async () => {
  const person = await chat.person(tenant, "agent");
  const elsewhere = await signIn(person);
  const cookie = (elsewhere.headers.get("set-cookie") ?? "").split(";")[0] ?? "";
  const [refreshed] = await whileLocked(chat, "lock table refresh_tokens in share mode", async (untilWaiting) => {
    const refreshing = chat.request("POST", "/api/v1/auth/refresh", { headers: { cookie } });
    await untilWaiting(1);
    const changed = await ENDINGS["a new password"]?.end(person);
    expect(changed?.status).toBe(204);
    return [refreshing] as const;
  });
  expect(refreshed.status).toBe(200);
  expect(await statusOf(refreshed.body.accessToken)).toBe(401);
});

test("a link sets no password of somebody who is being disabled", async () => {
  const person = await chat.person(tenant, "agent");
  const token = await linkOf(person);
  const [disabled, reset] = await whileLocked(
    chat,
    `select from audit_heads where tenant_id = '${tenant.id}' for update`,
    async (untilWaiting) => {
      const disabling = disable(person.id);
      await untilWaiting(1);
      const resetting = chat.request("POST", "/api/v1/auth/password/reset", { body: { token, password: NEW } });
      await untilWaiting(2);
      return [disabling, resetting] as const;
    },
  );
  expect([disabled.status, reset.status]).toEqual([200, 401]);
});

test("of two links that are used at once one sets the password", async () => {
  const person = await chat.person(tenant, "agent");
  const tokens = [await linkOf(person), await linkOf(person)];
  const [one, other] = await whileLocked(
    chat,
    `select from audit_heads where tenant_id = '${tenant.id}' for update`,
    async (untilWaiting) => {
      const resetting = tokens.map((token) =>
        chat.request("POST", "/api/v1/auth/password/reset", { body: { token, password: NEW } }),
      );
      await untilWaiting(2);
      return resetting;
    },
  );
  expect([one?.status, other?.status].toSorted()).toEqual([204, 401]);
});

import { blackPng, pngBomb } from "@chorus/testing/png";
import { until } from "@chorus/testing/until";
import { request, type IncomingMessage } from "node:http";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { PASSWORD, startChat, type Chat, type Person, type Tenant } from "./harness.ts";

let chat: Chat;
let tenant: Tenant;
beforeAll(async () => {
  chat = await startChat();
  tenant = await chat.tenant();
});
afterAll(() => chat[Symbol.asyncDispose]());

const ME = "/api/v1/users/me";
const ask = (person: Person, method: string, path: string, body?: unknown) =>
  chat.request(method, path, { token: person.token, body });
const actionsOf = async (person: Person): Promise<string[]> => {
  const { body } = await ask(tenant.owner, "GET", "/api/v1/audit-log?limit=200");
  return body.items
    .filter(({ actor }: { actor: { id: string } }) => actor.id === person.id)
    .map(({ action }: { action: string }) => action);
};

describe("one's own name", () => {
  test("is changed by everybody who works here, and conversations show the new one", async () => {
    for (const role of ["viewer", "agent", "supervisor", "admin"] as const) {
      const person = await chat.person(tenant, role);
      const changed = await ask(person, "PATCH", ME, { name: " Ana  Lima " });
      expect(changed.body).toMatchObject({ id: person.id, name: "Ana  Lima", role, avatar: null });
      expect((await ask(person, "GET", "/api/v1/auth/me")).body).toMatchObject({ name: "Ana  Lima", avatar: null });
      expect(await actionsOf(person)).toContain("user.update");
    }
  });

  test("the same name, or none, changes nothing; other fields are refused", async () => {
    const person = await chat.person(tenant, "agent", "Ana");
    expect((await ask(person, "PATCH", ME, { name: "Ana" })).body.name).toBe("Ana");
    expect((await ask(person, "PATCH", ME, {})).body.name).toBe("Ana");
    expect(await actionsOf(person)).not.toContain("user.update");
    for (const body of [{ role: "owner" }, { capacity: 9 }, { name: "" }, { name: "a\nb" }, { avatar: "https://x" }])
      expect((await ask(person, "PATCH", ME, body)).status).toBe(422);
  });
});

test("whoever signs out everywhere else stays signed in here alone", async () => {
  const person = await chat.person(tenant, "agent");
  const elsewhere = { ...person, token: await chat.login(tenant.slug, person.email) };
  const colleague = await chat.person(tenant, "agent");
  expect((await ask(person, "DELETE", `${ME}/sessions`)).status).toBe(204);
  const signedIn = async (who: Person) => (await ask(who, "GET", "/api/v1/auth/me")).status;
  expect([await signedIn(person), await signedIn(elsewhere), await signedIn(colleague)]).toEqual([200, 401, 200]);
  expect((await ask(person, "DELETE", `${ME}/sessions`)).status).toBe(204);
  const actions = await actionsOf(person);
  expect(actions.filter((action) => action === "session.revoke_others")).toHaveLength(1);
});

describe("one's own password", () => {
  const NEW = "a staple for the battery";
  const change = (person: Person, current: string, password: string) =>
    ask(person, "POST", `${ME}/password`, { current, password });
  const signIn = (person: Person, password: string) =>
    chat.request("POST", "/api/v1/auth/login", { body: { tenant: tenant.slug, email: person.email, password } });

  test("is changed with the current one: other sessions end, this one goes on, and it is written down", async () => {
    const person = await chat.person(tenant, "agent");
    const elsewhere = (await signIn(person, PASSWORD)).body.accessToken;
    expect((await change(person, PASSWORD, NEW)).status).toBe(204);
    expect((await signIn(person, PASSWORD)).status).toBe(401);
    expect((await signIn(person, NEW)).status).toBe(200);
    expect((await ask({ ...person, token: elsewhere }, "GET", "/api/v1/auth/me")).status).toBe(401);
    expect((await ask(person, "GET", "/api/v1/auth/me")).status).toBe(200);
    const sessions = await ask(person, "GET", `/api/v1/users/${person.id}/sessions`);
    expect(sessions.body.items).toHaveLength(2);
    expect(await actionsOf(person)).toContain("password.change");
  });

  test("a wrong current one is a problem of that field, and guessing it is limited", async () => {
    const person = await chat.person(tenant, "agent");
    for (let attempt = 0; attempt < 5; attempt += 1) {
      const refused = await change(person, "wrong password", NEW);
      expect(refused.body).toMatchObject({ status: 422, code: "invalid", errors: [{ path: "current" }] });
    }
    expect((await change(person, PASSWORD, NEW)).body).toMatchObject({ status: 429, code: "rate_limited" });
    const other = await chat.person(tenant, "agent");
    expect((await change(other, PASSWORD, NEW)).status).toBe(204);
  });

  test("right ones are not counted, and five at once count as five", async () => {
    const person = await chat.person(tenant, "agent");
    for (let attempt = 0; attempt < 7; attempt += 1)
      expect((await change(person, PASSWORD, "password1")).body).toMatchObject({ errors: [{ path: "password" }] });
    const answers = await Promise.all(Array.from({ length: 8 }, () => change(person, "wrong password", NEW)));
    expect(answers.filter(({ status }) => status === 422)).toHaveLength(5);
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(3);
  });

  test("right ones that come while others are being compared are told to come again in a moment", async () => {
    const person = await chat.person(tenant, "agent");
    const answers = await Promise.all(Array.from({ length: 12 }, () => change(person, PASSWORD, "password1")));
    const refused = answers.filter(({ status }) => status === 429);
    expect(answers.filter(({ status }) => status === 422)).toHaveLength(12 - refused.length);
    expect(refused.map(({ body }) => body.retryMs)).toEqual(refused.map(() => 1_000));
    expect((await change(person, PASSWORD, NEW)).status).toBe(204);
  });

  test.each([
    ["too short", "short"],
    ["one that everybody tries", "password123"],
    ["the company's name", ""],
    ["the current one", PASSWORD],
  ])("%s is refused as the new one", async (_, password) => {
    const person = await chat.person(tenant, "agent");
    const refused = await change(person, PASSWORD, password || `${tenant.slug}2026`);
    expect(refused.body).toMatchObject({ status: 422, errors: [{ path: "password" }] });
    expect((await signIn(person, PASSWORD)).status).toBe(200);
  });

  test("links of mails that would set another one are over", async () => {
    const person = await chat.person(tenant, "agent");
    await chat.request("POST", "/api/v1/auth/password/forgot", { body: { tenant: tenant.slug, email: person.email } });
    const open = () =>
      chat.database.readTenant(tenant.id, (tx) =>
        tx
          .selectFrom("password_links")
          .select("id")
          .where("user_id", "=", person.id)
          .where("used_at", "is", null)
          .execute(),
      );
    await until(async () => (await open()).length > 0);
    await change(person, PASSWORD, NEW);
    expect(await open()).toEqual([]);
  });
});

/** Of a lossy one, from its frame header. */
function sizeOfWebp(bytes: Buffer) {
  expect(bytes.toString("latin1", 8, 15)).toBe("WEBPVP8");
  return { width: bytes.readUInt16LE(26) & 0x3fff, height: bytes.readUInt16LE(28) & 0x3fff };
}

describe("one's own photo", () => {
  const put = (person: Person, bytes: string | Uint8Array<ArrayBuffer>, type = "image/png") =>
    fetch(`${chat.url}${ME}/photo`, {
      method: "PUT",
      headers: { authorization: `Bearer ${person.token}`, "content-type": type },
      body: bytes,
    });
  const avatarOf = async (answer: Promise<Response>): Promise<string> =>
    ((await (await answer).json()) as { avatar: string }).avatar;
  const load = (address: string) => fetch(chat.url + address);
  const withPhoto = async () => {
    const person = await chat.person(tenant, "agent", "Ana");
    return { person, avatar: await avatarOf(put(person, new Uint8Array(blackPng(300, 200)))) };
  };

  test("is a square of 256 pixels that anybody may load and keep, and nothing else", async () => {
    const { avatar } = await withPhoto();
    const answer = await load(avatar);
    expect(answer.status).toBe(200);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      "content-type": "image/webp",
      "cache-control": "public, max-age=31536000, immutable",
      "x-content-type-options": "nosniff",
      "content-security-policy": "default-src 'none'; sandbox",
      "cross-origin-resource-policy": "cross-origin",
    });
    expect(answer.headers.get("set-cookie")).toBeNull();
    expect(sizeOfWebp(Buffer.from(await answer.arrayBuffer()))).toEqual({ width: 256, height: 256 });
  });

  test("its address changes with it, and the one of before shows nobody", async () => {
    const { person, avatar: before } = await withPhoto();
    const avatar = await avatarOf(put(person, new Uint8Array(blackPng(10, 10))));
    expect(avatar).not.toBe(before);
    expect((await load(before)).status).toBe(404);
    expect((await load(avatar)).status).toBe(200);
  });

  test("everywhere the person is shown, their photo is", async () => {
    const { person, avatar } = await withPhoto();
    const customer = await chat.customer(tenant);
    const id = await chat.conversation(customer);
    await ask(person, "POST", `/api/v1/queue/${id}/accept`);
    const assignee = { id: person.id, name: "Ana", avatar };
    expect((await ask(tenant.owner, "GET", `/api/v1/conversations/${id}`)).body.assignee).toEqual(assignee);
    const seen = await chat.request("GET", `/api/v1/conversations/${id}`, { token: customer.token });
    expect(seen.body.assignee).toEqual(assignee);
    for (const path of ["/api/v1/auth/me", `/api/v1/users/${person.id}`])
      expect((await ask(person, "GET", path)).body.avatar).toBe(avatar);
    const { items } = (await ask(person, "GET", "/api/v1/users?limit=200")).body;
    expect(items.find((user: { id: string }) => user.id === person.id).avatar).toBe(avatar);
  });

  test("is removed, with its bytes; without one nothing is", async () => {
    const { person, avatar } = await withPhoto();
    expect((await ask(person, "DELETE", `${ME}/photo`)).body.avatar).toBeNull();
    expect((await load(avatar)).status).toBe(404);
    expect((await ask(person, "DELETE", `${ME}/photo`)).status).toBe(200);
    const rows = await chat.database.readTenant(tenant.id, (tx) =>
      tx.selectFrom("user_photos").select("id").where("user_id", "=", person.id).execute(),
    );
    expect(rows).toEqual([]);
    const actions = await actionsOf(person);
    expect(actions.filter((action) => action.startsWith("user.photo"))).toEqual([
      "user.photo.remove",
      "user.photo.set",
    ]);
  });

  test("of somebody who was disabled is shown to nobody until they are back", async () => {
    const { person, avatar } = await withPhoto();
    const disable = (disabled: boolean) => ask(tenant.owner, "PATCH", `/api/v1/users/${person.id}`, { disabled });
    await disable(true);
    expect((await load(avatar)).status).toBe(404);
    await disable(false);
    expect((await load(avatar)).status).toBe(200);
  });

  test("is under nobody else's tenant, and under no other id", async () => {
    const { avatar } = await withPhoto();
    const other = await chat.tenant();
    const [photoId] = avatar.split("/").slice(-1);
    const random = "018f0000-0000-4000-8000-000000000000";
    for (const path of [`${other.id}/${photoId}`, `${tenant.id}/${random}`, `${tenant.id}/x`, `x/${photoId}`])
      expect((await load(`/api/v1/photos/${path}`)).status).toBe(404);
  });

  test("somebody whose session ended sets none, nor does a customer or a program", async () => {
    const person = await chat.person(tenant, "agent");
    await ask(tenant.owner, "PATCH", `/api/v1/users/${person.id}`, { disabled: true });
    const bytes = new Uint8Array(blackPng(10, 10));
    expect((await put(person, bytes)).status).toBe(401);
    const customer = await chat.customer(tenant);
    expect((await put({ ...person, token: customer.token }, bytes)).status).toBe(403);
    const key = await ask(tenant.owner, "POST", "/api/v1/api-keys", { name: "Bot", scopes: ["admin"] });
    expect((await put({ ...person, token: key.body.secret }, bytes)).status).toBe(403);
  });

  const svg = '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>';
  test.each([
    ["text", "not a picture", "image/png", 415],
    ["nothing", "", "image/png", 415],
    ["SVG", svg, "image/svg+xml", 415],
    ["SVG that says PNG", svg, "image/png", 415],
    ["HTML", "<html><script>alert(1)</script>", "image/jpeg", 415],
    ["PDF", "%PDF-1.7\n", "application/pdf", 415],
    ["an image that says it is text", blackPng(9, 9), "text/plain", 415],
    ["a bomb", pngBomb(30_000, 30_000, 1_000_000), "image/png", 422],
    ["an image cut in half", blackPng(300, 300).subarray(0, 120), "image/png", 422],
  ])("%s is refused, and the photo of before stays", async (_, bytes, type, status) => {
    const { person, avatar } = await withPhoto();
    const body = typeof bytes === "string" ? bytes : new Uint8Array(bytes);
    expect((await put(person, body, type)).status).toBe(status);
    expect((await ask(person, "GET", "/api/v1/auth/me")).body.avatar).toBe(avatar);
  });

  /** Sends until there is an answer; each request has a connection of its own, which the server closes then. */
  const sendMegabytes = (person: Person, megabytes: number, headers: Record<string, string>): Promise<number> =>
    new Promise((resolve, reject) => {
      const answered = (response: IncomingMessage) => {
        resolve(response.statusCode ?? 0);
        asked.destroy();
      };
      const asked = request(
        `${chat.url}${ME}/photo`,
        {
          ...{ method: "PUT", agent: false },
          headers: { authorization: `Bearer ${person.token}`, "content-type": "image/png", ...headers },
        },
        answered,
      );
      asked.on("error", reject);
      for (let count = 0; count < megabytes; count += 1) asked.write(Buffer.alloc(1024 * 1024));
      asked.flushHeaders();
    });

  test("6 MB are refused before they come, and those that do not say how many they are once they are too many", async () => {
    const { person, avatar } = await withPhoto();
    expect(await sendMegabytes(person, 0, { "content-length": String(6 * 1024 * 1024) })).toBe(413);
    expect(await sendMegabytes(person, 6, {})).toBe(413);
    expect((await ask(person, "GET", "/api/v1/auth/me")).body.avatar).toBe(avatar);
  });

  test("twenty an hour are enough", async () => {
    const person = await chat.person(tenant, "agent");
    for (let count = 0; count < 20; count += 1) expect((await put(person, "x")).status).toBe(415);
    expect((await put(person, new Uint8Array(blackPng(9, 9)))).status).toBe(429);
  });

  test("goes with its tenant, and is in the tenant's export", async () => {
    const own = await chat.tenant();
    const bytes = new Uint8Array(blackPng(64, 64));
    const avatar = await avatarOf(put(own.owner, bytes));
    const operator = { token: chat.config.secrets.operatorKey };
    const exported = await fetch(`${chat.url}/api/v1/tenants/${own.id}/export`, {
      headers: { authorization: `Bearer ${operator.token}` },
    });
    expect(await exported.text()).toMatch(/"table":"user_photos","row":\{.*"bytes":"\\\\x52494646/);
    await chat.request("DELETE", `/api/v1/tenants/${own.id}`, operator);
    await until(async () => (await chat.rowsWith(avatar.split("/").at(-1) ?? "")).length === 0);
    expect((await load(avatar)).status).toBe(404);
  });
});

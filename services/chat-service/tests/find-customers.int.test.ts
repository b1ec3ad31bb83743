import { openAsOwner } from "@chorus/testing/owner-connection";
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startChat, type Chat, type Tenant } from "./harness.ts";

interface Known {
  name: string;
  email?: string;
  phone?: string;
}

let chat: Chat;
let tenant: Tenant;

const PEOPLE: Known[] = [
  { name: "Elena Popescu", email: "elena.popescu@example.com", phone: "+4917612345678" },
  { name: "Élodie Ștefănescu-Weiß", email: "o'neil+shop@söderberg.example.org" },
  { name: "山田 太郎", phone: "0170 555 123" },
  { name: "عمر خالد" },
  { name: "أحمد محمّد فاطمة" },
  { name: "ΠΑΠΑΣ Γιώργος" },
  { name: "שָׁלוֹם כהן" },
  { name: "Customer 1234", email: "back\\slash@x.test" },
];

async function seed(owner: Tenant, people: readonly Known[]): Promise<void> {
  await chat.database.withTenant(owner.id, (tx) =>
    tx
      .insertInto("customers")
      .values(
        people.map(({ name, email = null, phone = null }) => ({
          ...{ tenant_id: owner.id, id: randomUUID(), name, email, phone },
          ...{ external_id: null, locale: null, banned_at: null, erased_at: null, last_seen_at: null },
        })),
      )
      .execute(),
  );
}

beforeAll(async () => {
  chat = await startChat();
  tenant = await chat.tenant();
  await seed(tenant, PEOPLE);
});
afterAll(() => chat[Symbol.asyncDispose]());

const ask = (q: string, owner = tenant, rest = "") =>
  chat.request("GET", `/api/v1/customers?q=${encodeURIComponent(q)}${rest}`, { token: owner.owner.token });
const names = async (q: string, owner = tenant): Promise<string[]> =>
  (await ask(q, owner)).body.items.map(({ name }: Known) => name);

describe("a person is found", () => {
  test.each([
    ["by the beginning of a name", "Ele", "Elena Popescu"],
    ["by the last name, in capitals", "POPESCU", "Elena Popescu"],
    ["by both, the other way round, begun", "pop ele", "Elena Popescu"],
    ["by the whole address", "Elena.Popescu@Example.com", "Elena Popescu"],
    ["by the beginning of the address", "elena.popescu@ex", "Elena Popescu"],
    ["by words of the address", "popescu example", "Elena Popescu"],
    ["by the number from home", "0176 123", "Elena Popescu"],
    ["by the number from abroad", "+49 (0)176/123", "Elena Popescu"],
    ["by the number with two zeros", "0049176123", "Elena Popescu"],
    ["without accents", "elodie stefanescu", "Élodie Ștefănescu-Weiß"],
    ["with them, decomposed", "E\u0301lodie", "Élodie Ștefănescu-Weiß"],
    ["by a part of a double name", "weiss", "Élodie Ștefănescu-Weiß"],
    ["by an address with an apostrophe", "o'neil+shop@", "Élodie Ștefănescu-Weiß"],
    ["by the domain", "@soderberg", "Élodie Ștefănescu-Weiß"],
    ["in another script", "山田", "山田 太郎"],
    ["from right to left", "خالد", "عمر خالد"],
    ["in Arabic without the sign of doubling", "محمد", "أحمد محمّد فاطمة"],
    ["in Arabic with vowels", "مُحَمَّد", "أحمد محمّد فاطمة"],
    ["in Arabic with a plain first letter", "احمد", "أحمد محمّد فاطمة"],
    ["in Arabic with another last letter", "فاطمه", "أحمد محمّد فاطمة"],
    ["in Greek with the small letter of an end", "παπας γιωργος", "ΠΑΠΑΣ Γιώργος"],
    ["in Hebrew without points", "שלום", "שָׁלוֹם כהן"],
    ["by a number that names no country", "0170555", "山田 太郎"],
    ["by a name that is a number", "123", "Customer 1234"],
    ["by an address with a backslash", "back\\slash@x", "Customer 1234"],
  ])("%s", async (_, q, name) => {
    expect(await names(q)).toContain(name);
  });

  test.each(["lena", "Elena Weiss", "com", "org", "999", "!!!", "' | 'qq", "%", "@", "nobody@example.com", "\\"])(
    "nobody for %j",
    async (q) => {
      expect(await names(q)).toEqual([]);
    },
  );
});

test("what nobody can see is refused, and no more than a line of it is asked for", async () => {
  for (const q of ["", " ", "\u200B", "x".repeat(201), "a\nb"]) expect((await ask(q)).status).toBe(422);
});

test("a word that folds to twelve times its length is no error", async () => {
  for (const q of ["㌖".repeat(200), "ﷺ".repeat(200)]) expect((await ask(q)).status).toBe(200);
});

test("those seen last come first, at most 20, on one page", async () => {
  const own = await chat.tenant();
  await seed(
    own,
    Array.from({ length: 30 }, (_, number) => ({ name: `Mara ${number}` })),
  );
  const seen = await chat.customer(own, "Mara Seen");
  const { body } = await ask("mara", own, "&limit=100");
  expect(body.items).toHaveLength(20);
  expect(body.nextCursor).toBeNull();
  expect(body.items[0]).toMatchObject({ id: seen.id, name: "Mara Seen" });
  expect((await ask("mara", own, "&limit=3")).body.items).toHaveLength(3);
});

test("nobody of another tenant, nobody who was erased, and under the old name nobody", async () => {
  const [own, other] = [await chat.tenant(), await chat.tenant()];
  const cara = await chat.customer(own, "Zoltan Quill");
  expect(await names("zoltan", own)).toEqual(["Zoltan Quill"]);
  expect(await names("zoltan", other)).toEqual([]);
  const change = (method: string, path: string, body: object) =>
    chat.request(method, `/api/v1/customers/${cara.id}${path}`, { token: own.owner.token, body });
  await change("PATCH", "", { name: "Wanda Quill" });
  expect(await names("zoltan", own)).toEqual([]);
  expect(await names("wanda", own)).toEqual(["Wanda Quill"]);
  await change("POST", "/erase", {});
  expect(await names("quill", own)).toEqual([]);
});

test("customers and keys that may not read find nobody", async () => {
  const customer = await chat.customer(tenant);
  const refused = await chat.request("GET", "/api/v1/customers?q=ele", { token: customer.token });
  expect(refused.status).toBe(403);
});

const MANY = 100_000;
const BUDGET_MS = 50;

test(`among ${MANY} people the search takes less than ${BUDGET_MS} ms`, async () => {
  const own = await chat.tenant();
  const owner = openAsOwner(chat.adminUrl);
  await owner.statement(
    "",
    `insert into customers (tenant_id, id, name, email, phone)
     select $1, gen_random_uuid(), 'Elena ' || md5(n::text), md5(n::text) || '@example.com', '+49176' || (10000000 + n)
     from generate_series(1, $2::int) n`,
    [own.id, MANY],
  );
  await owner.statement("", "vacuum analyze customers", []);
  await owner.close();
  await names("warm up", own);
  const fastestOf = async (q: string) => {
    let fastest = Infinity;
    // Other tests beside it may take some rounds their time, not all of them.
    for (let round = 0; round < 40 && (round < 5 || fastest >= BUDGET_MS); round += 1) {
      const startedMs = performance.now();
      await ask(q, own);
      fastest = Math.min(fastest, performance.now() - startedMs);
    }
    return fastest;
  };
  for (const q of ["e", "elena", "elena c4ca", "c4ca4238@", "0176100", "zzz"])
    expect(await fastestOf(q), q).toBeLessThan(BUDGET_MS);
}, 180_000);

import { hash, randomUUID } from "node:crypto";
import { signUpLinkToken } from "@chorus/auth/sign-up-link";
import type { ProofChallenge, ProofOfWork } from "@chorus/contracts/entities/proof-of-work";
import { openAsOwner } from "@chorus/testing/owner-connection";
import { newNetwork, PASSWORD, type Answer, type Chat } from "./harness.ts";

/** A row of the table, as its owner reads it. */
interface PendingRow extends Record<string, unknown> {
  tenant_id: string;
  company_name: string;
  name: string;
  email: string;
  language: string;
}

/** A counter for the challenge, as a browser finds it. */
export function solveChallenge({ token, difficultyBits }: ProofChallenge): ProofOfWork {
  for (let counter = 0; ; counter += 1) {
    const digest = hash("sha256", `${token}:${counter}`, "buffer");
    if (Math.clz32(digest.readUInt32BE(0)) >= difficultyBits) return { token, counter };
  }
}

/** The header of somebody from a network that no other has. */
export const fromElsewhere = (): Record<string, string> => ({ "x-forwarded-for": newNetwork()(1) });

/** What strangers do who open a company, and what the operator has to do for it. The chat-service is behind a proxy. */
export function signUps(chat: Chat) {
  const path = "/api/v1/sign-up";
  const flag = (method: "PUT" | "DELETE", body?: object) =>
    chat.request(method, "/api/v1/flags/sign_up", { token: chat.config.secrets.operatorKey, body });
  const asked = (fields: object = {}) => ({
    ...{ companyName: "Aster Outdoor", name: "Mia Berg", email: `${randomUUID()}@aster.test`, language: "en" },
    ...fields,
  });
  async function challengeFor(body: object): Promise<ProofChallenge> {
    return (await chat.request("POST", path, { body, headers: fromElsewhere() })).body.challenge;
  }
  /** With the work done. */
  async function ask(fields: object = {}, headers = fromElsewhere()): Promise<Answer> {
    const body = asked(fields);
    return chat.request("POST", path, { body: { ...body, proof: solveChallenge(await challengeFor(body)) }, headers });
  }
  async function pending(email: string): Promise<PendingRow[]> {
    const owner = openAsOwner(chat.adminUrl);
    const rows = await owner.statement<PendingRow>("", "select * from sign_ups where email = $1", [email]);
    await owner.close();
    return rows;
  }
  const post = (way: string, body: object) => chat.request("POST", `${path}/${way}`, { body });
  return {
    asked,
    ask,
    challengeFor,
    pending,
    open: () => flag("PUT", { isOn: true }),
    close: () => flag("DELETE"),
    isOpen: async () => (await chat.request("GET", path)).body.isOpen,
    send: (body: object, headers = fromElsewhere()) => chat.request("POST", path, { body, headers }),
    /** The link in a mail to a new address. */
    async link(fields: object = {}): Promise<string> {
      const body = asked(fields);
      await ask(body);
      const [row] = await pending(body.email);
      return signUpLinkToken(chat.config.secrets.links, row?.tenant_id ?? "");
    },
    read: (token: string, slug?: string) => post("link", { token, ...(slug === undefined ? {} : { slug }) }),
    confirm: (token: string, slug: string, password = PASSWORD) => post("confirm", { token, slug, password }),
  };
}

import { expect } from "@playwright/test";
import { mailboxUrl } from "./platform.ts";

interface Mail {
  ID: string;
  Subject: string;
  Text: string;
  HTML: string;
}

/** The newest mail to an address (with that subject), as soon as it is there. */
export async function mailTo(address: string, subject = ""): Promise<Mail & { url: string }> {
  let found = "";
  await expect
    .poll(
      async () => {
        const { messages } = await read<{ messages: { ID: string; Subject: string; To: { Address: string }[] }[] }>(
          "messages",
        );
        found =
          messages.find(({ Subject, To }) => Subject.includes(subject) && To.some(({ Address }) => Address === address))
            ?.ID ?? "";
        return found;
      },
      { timeout: 45_000, message: `a mail to ${address}` },
    )
    .not.toBe("");
  return { ...(await read<Mail>(`message/${found}`)), url: `${mailboxUrl()}/view/${found}` };
}

/** All mails to an address, newest first. */
export async function mailsTo(address: string): Promise<Mail[]> {
  const { messages } = await read<{ messages: { ID: string; To: { Address: string }[] }[] }>("messages?limit=500");
  const own = messages.filter(({ To }) => To.some(({ Address }) => Address === address));
  return Promise.all(own.map(({ ID }) => read<Mail>(`message/${ID}`)));
}

async function read<Answer>(path: string): Promise<Answer> {
  const response = await fetch(`${mailboxUrl()}/api/v1/${path}`);
  return (await response.json()) as Answer;
}

/** How the mail server behaves; without arguments it takes everything again. */
export async function setMailServer(behaviour: { failureRate?: number; failureCode?: number } = {}): Promise<void> {
  await fetch(`${mailboxUrl()}/control`, { method: "PUT", body: JSON.stringify(behaviour) });
}

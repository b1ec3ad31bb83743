import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { startChat } from "./harness.ts";

const run = promisify(execFile);
const ENTITIES: Record<string, string> = { "&quot;": '"', "&#39;": "'", "&lt;": "<", "&gt;": ">", "&amp;": "&" };

/** The commands of a section of the page, as somebody would copy them. */
function commandsOf(page: string, section: string): string[] {
  const [, rest = ""] = page.split(`<section id="${section}">`);
  const [own = ""] = rest.split("</section>");
  return [...own.matchAll(/<pre><code>([^]*?)<\/code><\/pre>/g)].map(([, code = ""]) =>
    code.replaceAll(/&(?:quot|#39|lt|gt|amp);/g, (entity) => ENTITIES[entity] ?? entity),
  );
}

test("the first call of the guide works as it is copied, with the demo company", async () => {
  await using chat = await startChat();
  // As the demo's.
  const owner = { name: "Olivia Berg", email: "olivia@acme.test", password: "demo-password" };
  await chat.request("POST", "/api/v1/tenants", {
    token: chat.config.secrets.operatorKey,
    body: { name: "Acme Outdoor", slug: "acme", owner },
  });
  const page = await (await fetch(`${chat.url}/docs`)).text();
  const commands = commandsOf(page, "first-call");
  expect(commands).toHaveLength(3);
  const { stdout } = await run("bash", ["-e", "-c", commands.join("\necho\n")]);
  const [list, counts] = stdout
    .trim()
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line) as unknown);
  expect(list).toEqual({ items: [], nextCursor: null });
  expect(counts).toMatchObject({ mine: 0, queue: 0, teams: [] });
});

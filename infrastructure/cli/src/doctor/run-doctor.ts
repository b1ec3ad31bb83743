import { readLocalEnvironment } from "../config.ts";
import { type CheckList, createCheckList } from "./check-list.ts";
import { checkHealth } from "./check-health.ts";
import { checkInstallation } from "./check-installation.ts";
import { findOperatorKey, isOnThisMachine, reachInstallationOfThisMachine } from "./local-names.ts";
import { checkConversation } from "./check-conversation.ts";
import { urlOf, answers } from "@chorus/servers/ports";
import { listParts } from "../stack/parts.ts";
import { green, red } from "../terminal.ts";
import { UserError } from "@chorus/servers/user-error";

/** `make doctor`: is everything there, and does a message really travel? Exit code 1 when something is wrong. */
export async function runDoctor([url]: string[] = []): Promise<void> {
  if (url) return visitInstallation(url);
  const environment = readLocalEnvironment();
  const parts = listParts(environment);
  const alive = await Promise.all(
    parts.map((part) => answers(`${urlOf(part.port)}${part.kind === "service" ? "/livez" : "/"}`)),
  );
  if (!alive.some(Boolean))
    throw new UserError("Nothing is running here: start it with `make dev` in another terminal.");

  const list = createCheckList();
  await checkHealth(list, parts);
  await checkConversation(list, {
    chatUrl: urlOf(environment.CHAT_PORT),
    gatewayUrl: urlOf(environment.GATEWAY_PORT),
  });
  report(list, "`make logs SERVICE=…` shows");
}

/** `make doctor URL=https://chorus.example.com`: an installation behind its proxy. */
async function visitInstallation(address: string): Promise<void> {
  if (!URL.canParse(address)) throw new UserError(`${address} is no address such as https://chorus.example.com`);
  const url = new URL(address);
  if (isOnThisMachine(url)) reachInstallationOfThisMachine();
  const list = createCheckList();
  await checkInstallation(list, url, await findOperatorKey(url));
  report(list, "Their containers' logs show");
}

function report(list: CheckList, where: string): void {
  if (list.failures > 0) process.exitCode = 1;
  console.log(
    list.failures > 0
      ? red(`\n${list.failures} of ${list.total} checks failed. ${where} what the services say.`)
      : green(
          `\nAll ${list.total} checks passed: a message travels from the customer to the agent and back, and is stored.`,
        ),
  );
}

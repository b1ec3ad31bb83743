import type { LocalEnvironment } from "../config.ts";
import { demoLogins, demoPassword, demoSlug } from "@chorus/demo/seed/demo-tenant";
import { amber, bold, dim, seconds, table } from "../terminal.ts";
import { urlOf } from "@chorus/servers/ports";
import type { Part } from "./parts.ts";

interface Summary {
  environment: LocalEnvironment;
  /** One line per part that is not ready. */
  problems: readonly (string | undefined)[];
  startMs: number;
}

/** What a newcomer needs to know next, in one screen. */
export function printSummary(parts: readonly Part[], { environment, problems, startMs }: Summary): void {
  const shop = [bold("demo shop"), urlOf(environment.SHOP_PORT), "write here as a customer"];
  const desk = parts.find((part) => part.name === "admin-ui");
  const others = parts.filter((part) => part !== desk);
  console.log(`\n${bold("Chorus is running")} ${dim(`(${seconds(startMs)})`)}\n`);
  console.log(
    table([
      shop,
      ...(desk ? [[bold("agents' desk"), urlOf(desk.port), "answer here as an agent"]] : []),
      [bold("mailbox"), urlOf(environment.MAILBOX_WEB_PORT), "what Chorus mails arrives here"],
      [bold("text messages"), `${urlOf(environment.TWILIO_DOUBLE_PORT)}/messages`, "what would go out over Twilio"],
      [bold("card payments"), `${urlOf(environment.STRIPE_DOUBLE_PORT)}/ledger`, "what Stripe's double did with money"],
      ...others.map((part) => [part.name, `${urlOf(part.port)}${part.openPath}`, dim(part.purpose)]),
    ]),
  );
  console.log(`\n  Sign in to the desk: company ${bold(demoSlug)}, password ${bold(demoPassword)}`);
  console.log(table(demoLogins.map(({ name, email, role }) => [`  ${email}`, dim(`${name}, ${role}`)])));
  console.log(
    `\n  ${dim("make doctor checks it · make logs SERVICE=chat-service follows a log · Ctrl-C stops everything")}`,
  );
  for (const problem of problems) if (problem) console.log(amber(`  ! ${problem}`));
}

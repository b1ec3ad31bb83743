import { BURNS, runbookOf, SLOS } from "./slos.ts";

const MINUTES_OF_30_DAYS = 30 * 24 * 60;

/** `docs/operations/slos.md`. */
export function renderSloPage(): string {
  const promises = SLOS.map(({ promise, objective, alert }) => {
    const minutes = ((1 - objective) * MINUTES_OF_30_DAYS).toFixed(0);
    const runbook = runbookOf(alert).replace("docs/operations/", "");
    return `| ${promise} | ${percent(objective)} | ${minutes} min | [${alert}](${runbook}) |`;
  });
  const burns = BURNS.map(
    ({ factor, long, short, for: after, severity }) => `| ${factor} | ${long} | ${short} | ${after} | ${severity} |`,
  );
  return [
    "# What is promised, and when somebody is woken",
    "",
    "Made by `make generate` from `infrastructure/monitoring/src/slos.ts`.",
    "",
    "| promise | of 30 days | all of it at once would be | alert |",
    "| --- | ---: | ---: | --- |",
    ...promises,
    "",
    "Every gap in a delivered conversation is one too many: that promise has no budget, and",
    "[DeliveryGap](runbooks/delivery-gap.md) pages at the first. The assistant's turn follows with the assistant.",
    "",
    "Whether the second is kept for each company: `/operator`, Speed ([monitoring](monitoring.md#by-company)).",
    "",
    "An alert fires when the budget of 30 days burns too fast over a long and a short window at once (Google's SRE workbook,",
    "chapter 5): the long one keeps a blip from waking anybody, the short one ends the alert soon after its cause.",
    "",
    "| times too fast | long window | short window | after | severity |",
    "| ---: | --- | --- | --- | --- |",
    ...burns,
    "",
    "A `page` wakes somebody, a `ticket` waits for the morning (`infrastructure/monitoring/alertmanager/alertmanager.yml`).",
    "",
  ].join("\n");
}

function percent(share: number): string {
  return `${Number((share * 100).toFixed(2))} %`;
}

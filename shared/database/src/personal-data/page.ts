import { INVENTORIED_TABLES, type InventoriedTable } from "../personal-data.ts";
import type { ColumnClass } from "./classes.ts";

const HEAD = `# Personal data
<!-- Made from shared/database/src/personal-data by \`make generate\`. -->

Every column of every table of a tenant is annotated in \`shared/database/src/personal-data\`. A column without an annotation does
not compile and fails the test of the catalogue. Erasing a customer, the export of a customer, the export of a tenant and the test
that looks for what an erasure left (\`services/chat-service/tests/personal-data.int.test.ts\`) are made from it.

## How long

A customer's data is kept until the customer is erased (\`POST /api/v1/customers/{id}/erase\`) or the tenant is deleted; what a tenant
keeps of its own people, until the tenant is deleted. Stored answers of idempotent requests live 24 hours, refresh tokens until they
expire. Who wants to open a company is in \`sign_ups\` until the address is confirmed, at most 24 hours. What a message said before it was edited or deleted goes with that from summaries, their replaced versions and stored answers, too.

An erasure takes away in one transaction what stands below. The log keeps its rows, numbers and times, so that nobody's copy gets a
hole; of \`events.data\` only the keys that are named in the inventory stay. Whoever writes about the customer meanwhile waits, and is
then refused; an answer that would be stored behind the erasure is not.

## Outside of Postgres

| where | what | how long |
| --- | --- | --- |
| Redis, counters of limits | a hash of who is counted (\`shared/redis/src/limiter.ts\`) | the limit's window |
| Redis, presence (\`t:<tenant>:presence:…\`, \`presence:…\`) | ids, states, when somebody was last here | 30 days after that, also of a deleted tenant; of an erased person two minutes after the erasure |
| Redis, wake-ups of tasks (BullMQ) | ids (\`shared/contracts/src/tasks.ts\`) | until they are done; some of the last are kept |
| Redis, channels | messages on their way to those who are connected | not stored |
| Chroma, a collection per tenant | vectors of messages and briefs, by conversation | removed by a task that the erasure opens; the words they are found by go at once. Chroma's own log of writes keeps vectors until it purges itself |
| Postgres' statistics for planning (\`pg_stats\`) | the most common values of columns | until the table is analysed the next time, by itself after a tenth of it has changed |
| Postgres' files (write-ahead log, dead rows) | what rows said before they were removed or written over; readable by whoever reads the files, not by a query | until vacuum has been there, and the log's segments are used again |
| log lines | ids; no bodies, addresses or tokens | as whoever runs Chorus keeps them |
| store of files (disk or S3), a folder per tenant | the bytes of what was sent ([files](files.md)) | removed after the commit that takes the last row of \`files\`; what a crash leaves, by the sweep |
| browsers | what a desk or widget has cached | dropped at \`conversation.erased\` |

## Of customers

"Customer's export" is \`GET /api/v1/customers/{id}/export\`.

| column | when erased | customer's export |
| --- | --- | --- |`;

/** docs/personal-data.md. */
export function personalDataPage(): string {
  const rows = (of: (table: InventoriedTable, name: string, holds: ColumnClass) => string[]) =>
    INVENTORIED_TABLES.flatMap((table) => table.columns.flatMap(({ name, holds }) => of(table, name, holds)));
  const ofCustomers = rows((table, name, holds) =>
    typeof holds === "object" && holds.of === "customer"
      ? [
          `| \`${table.name}.${name}\` | ${erasure(holds.erased)} | ${holds.exported === true ? "yes" : `no: ${holds.exported.no}`} |`,
        ]
      : [],
  );
  const ofUsers = rows((table, name, holds) =>
    typeof holds === "object" && holds.of === "user" ? [`\`${table.name}.${name}\``] : [],
  );
  const secrets = rows((table, name, holds) => (holds === "secret" ? [`\`${table.name}.${name}\``] : []));
  const tables = INVENTORIED_TABLES.map(
    ({ name, tenantExport }) => `| \`${name}\` | ${tenantExport === true ? "yes" : `no: ${tenantExport.no}`} |`,
  );
  return [
    HEAD,
    ...ofCustomers,
    "",
    "## Of the desk's people",
    "",
    `${ofUsers.join(", ")}.`,
    "",
    "## Credentials and their hashes",
    "",
    `They never leave the database: ${secrets.join(", ")}.`,
    "",
    "## The export of a tenant",
    "",
    "| table | in it |",
    "| --- | --- |",
    ...tables,
    "",
  ].join("\n");
}

function erasure(erased: Extract<ColumnClass, { of: "customer" }>["erased"]): string {
  if (erased === "with its row") return "the row goes";
  return "blank" in erased ? "blanked" : `kept: ${erased.kept}`;
}

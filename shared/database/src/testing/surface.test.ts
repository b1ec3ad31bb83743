import { expect, test } from "vitest";
import { missingFrom, type Surface } from "./surface.ts";

const before: Surface = {
  functions: { "prune(interval)": "TABLE(outbox_rows bigint, token_rows bigint)" },
  columns: { teams: { id: "uuid required", name: "text" } },
  rights: { teams: "select, insert" },
};

const changed = (change: Partial<Surface>): Surface => ({ ...before, ...change });

test.each<[string, Partial<Surface>, string[]]>([
  ["nothing has changed", {}, []],
  [
    "everything has grown",
    {
      functions: { ...before.functions, "prune_batch()": "bigint" },
      columns: { teams: { id: "uuid required", name: "text", color: "text" }, brands: { id: "uuid required" } },
      rights: { teams: "select, insert, update", brands: "select" },
    },
    [],
  ],
  [
    "a function returns more",
    { functions: { "prune(interval)": "TABLE(token_rows bigint, outbox_rows bigint, key_rows bigint)" } },
    [],
  ],
  ["a column is no longer required", { columns: { teams: { id: "uuid", name: "text" } } }, []],
  ["a function has gone", { functions: {} }, ["function prune(interval)"]],
  [
    "a function takes something else",
    { functions: { "prune(interval, integer)": before.functions["prune(interval)"]! } },
    ["function prune(interval)"],
  ],
  [
    "a function returns less",
    { functions: { "prune(interval)": "TABLE(outbox_rows bigint)" } },
    ["prune(interval) returned TABLE(outbox_rows bigint, token_rows bigint)"],
  ],
  ["a table has gone", { columns: {}, rights: {} }, ["table teams", "select on teams", "insert on teams"]],
  ["a column has gone", { columns: { teams: { id: "uuid required" } } }, ["teams.name was text"]],
  [
    "a column has become another",
    { columns: { teams: { id: "uuid required", name: "integer" } } },
    ["teams.name was text"],
  ],
  [
    "a column may no longer be left out",
    { columns: { teams: { id: "uuid required", name: "text required" } } },
    ["teams.name was text"],
  ],
  [
    "a new column may not be left out",
    { columns: { teams: { ...before.columns["teams"]!, color: "text required" } } },
    ["teams.color is required and was not there"],
  ],
  ["a right has gone", { rights: { teams: "select" } }, ["insert on teams"]],
])("%s", (_, change, missing) => expect(missingFrom(changed(change), before)).toEqual(missing));

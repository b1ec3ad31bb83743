import { writeFileSync } from "node:fs";
import path from "node:path";
import { configuredProviders } from "./config.ts";
import { readConversations } from "./conversation.ts";
import { makeReport } from "./make-report.ts";

const configured = configuredProviders();
const page = await makeReport(readConversations(), configured);
// What only one installation can repeat is not written down for all.
if (configured.real.length === 0)
  writeFileSync(path.join(import.meta.dirname, "../../../docs/summaries-evaluation.md"), page);
process.stdout.write(page);

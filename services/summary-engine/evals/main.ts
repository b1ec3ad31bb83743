import { writeFileSync } from "node:fs";
import path from "node:path";
import { readConversations } from "./conversation.ts";
import { report } from "./report.ts";

const page = report(readConversations());
writeFileSync(path.join(import.meta.dirname, "../../../docs/summaries-evaluation.md"), page);
process.stdout.write(page);

import path from "node:path";
import { fileURLToPath } from "node:url";

/** The repository's root folder. */
export const repositoryRoot = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../../..");

/** Everything the local stack keeps: databases, logs, what runs. Ignored by git; `make reset` empties it. */
export const stateFolder = path.join(repositoryRoot, ".chorus");

export const logFolder = path.join(stateFolder, "logs");

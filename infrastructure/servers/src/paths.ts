import path from "node:path";
import { fileURLToPath } from "node:url";

/** The repository's root folder. */
export const repositoryRoot = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../../..");

/** Everything the local stack keeps: databases, logs, what runs. Ignored by git; `make reset` empties it. */
export const stateFolder = path.join(repositoryRoot, ".chorus");

/** A module to preload (`--import`) into a Node process that shall end with the one that started it, also after `kill -9`. */
export const stopWithParent = fileURLToPath(new URL("./stop-with-parent.mjs", import.meta.url));

export const logFolder = path.join(stateFolder, "logs");

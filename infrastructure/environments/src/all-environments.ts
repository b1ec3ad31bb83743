import { development } from "./development.ts";
import type { PlatformEnvironment } from "./platform-environment.ts";
import { production } from "./production.ts";
import { staging } from "./staging.ts";

/** In the order in which a release passes through them. */
export const ENVIRONMENTS: readonly PlatformEnvironment[] = [development, staging, production];

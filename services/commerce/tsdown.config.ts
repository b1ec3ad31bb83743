import { defineConfig } from "tsdown";
import { serviceBundle } from "../../tsdown.service.ts";

export default defineConfig(serviceBundle);

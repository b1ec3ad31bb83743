import { SYSTEM_TENANT } from "@chorus/contracts/tasks";
import { AppError } from "@chorus/kernel/app-error";
import type { ChatContext } from "../context.ts";
import { readFlags } from "../flags/read-flags.ts";

type Flags = Pick<ChatContext, "database" | "clock">;

/** Whether anybody may open a company, as the operator has it at this moment. */
export async function isSignUpOpen(context: Flags): Promise<boolean> {
  const flags = await readFlags(context, SYSTEM_TENANT);
  return flags.some(({ flag, isOn }) => flag === "sign_up" && isOn === true);
}

/** @throws AppError `switched_off` */
export async function requireOpen(context: Flags): Promise<void> {
  if (await isSignUpOpen(context)) return;
  throw new AppError("switched_off", { detail: "Companies are opened by invitation here." });
}

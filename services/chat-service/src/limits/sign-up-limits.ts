import { networkOf } from "@chorus/kernel/network";
import { countAll, createLimiter } from "@chorus/redis/limiter";
import type { Redis } from "ioredis";

const HOUR_SECONDS = 3_600;
const DAY_SECONDS = 24 * HOUR_SECONDS;
/** An office may be behind one. */
const PER_NETWORK_AND_HOUR = 10;
const MAILS_PER_MAILBOX_AND_DAY = 3;
/** Of the whole installation: what many networks together can spray. */
const PER_HOUR = 300;
/** A short name is looked up while it is typed. */
const READS_PER_LINK_AND_HOUR = 300;
/** Each costs the time of a password's hash. */
const CONFIRMATIONS_PER_LINK_AND_HOUR = 60;

/** Limits what strangers can set off who want to open a company. What passes counts, whatever becomes of it. */
export interface SignUpLimits {
  /** @returns whether the mailbox may get another mail today @throws AppError `rate_limited` */
  ask(email: string, ip: string): Promise<boolean>;
  /** @param tenantId of a link of ours @throws AppError `rate_limited` */
  read(tenantId: string): Promise<void>;
  /** @param tenantId of a link of ours @throws AppError `rate_limited` */
  confirm(tenantId: string): Promise<void>;
}

export function createSignUpLimits(redis: Redis): SignUpLimits {
  const limiter = (name: string, points: number, windowSeconds = HOUR_SECONDS) =>
    createLimiter(redis, { name: `sign-up:${name}`, points, windowSeconds });
  const networks = limiter("network", PER_NETWORK_AND_HOUR);
  const mailboxes = limiter("mailbox", MAILS_PER_MAILBOX_AND_DAY, DAY_SECONDS);
  const everybody = limiter("everybody", PER_HOUR);
  const reads = limiter("read", READS_PER_LINK_AND_HOUR);
  const confirmations = limiter("confirm", CONFIRMATIONS_PER_LINK_AND_HOUR);
  return {
    async ask(email, ip) {
      const undo = await countAll(
        [[networks, networkOf(ip)]],
        "Too many companies were asked for from your network. Wait an hour.",
      );
      // Not said: who else has asked for this address today is nobody's business.
      if (!(await mailboxes.count(mailboxOf(email))).isWithin) return false;
      const detail = "Very many companies are being opened right now. Please come back later.";
      await countAll([[everybody, ""]], detail).catch(async (error: unknown) => {
        await Promise.all([undo(), mailboxes.giveBack(mailboxOf(email))]);
        throw error;
      });
      return true;
    },
    async read(tenantId) {
      await countAll([[reads, tenantId]], "This link was used very often. Wait a moment.");
    },
    async confirm(tenantId) {
      await countAll([[confirmations, tenantId]], "This link was used very often. Wait a moment.");
    },
  };
}

/** Addresses that many providers put into one mailbox count as one: what follows a plus, and dots. */
export function mailboxOf(email: string): string {
  const [local = "", domain = ""] = email.toLowerCase().split("@");
  const [name = ""] = local.split("+");
  return `${name.replaceAll(".", "") || local}@${domain}`;
}

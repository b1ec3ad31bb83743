import { networkOf } from "@chorus/kernel/network";
import { countAll, createLimiter } from "@chorus/redis/limiter";
import type { Redis } from "ioredis";

const QUARTER_HOUR_SECONDS = 15 * 60;
const HOUR_SECONDS = 3_600;
const PER_ACCOUNT_AND_NETWORK = 3;
const PER_NETWORK = 20;
/** Bounds what many networks together can send to one mailbox. */
const PER_ACCOUNT_AND_HOUR = 10;
const INVITATIONS_PER_PERSON_AND_HOUR = 100;
const INVITATIONS_PER_TENANT_AND_HOUR = 300;

/** Limits the mails with a link that sets a password. Requests count whether the account exists or not. */
export interface PasswordLinkLimits {
  /** @throws AppError `rate_limited` */
  forgot(account: string, ip: string): Promise<void>;
  /** @throws AppError `rate_limited` */
  invite(tenantId: string, byUserId: string): Promise<void>;
}

export function createPasswordLinkLimits(redis: Redis): PasswordLinkLimits {
  const limiter = (name: string, points: number, windowSeconds: number) =>
    createLimiter(redis, { name: `password-link:${name}`, points, windowSeconds });
  const perAccountAndNetwork = limiter("account-network", PER_ACCOUNT_AND_NETWORK, QUARTER_HOUR_SECONDS);
  const perNetwork = limiter("network", PER_NETWORK, QUARTER_HOUR_SECONDS);
  const perAccount = limiter("account", PER_ACCOUNT_AND_HOUR, HOUR_SECONDS);
  const invitationsOfPerson = limiter("invitations-person", INVITATIONS_PER_PERSON_AND_HOUR, HOUR_SECONDS);
  const invitationsOfTenant = limiter("invitations-company", INVITATIONS_PER_TENANT_AND_HOUR, HOUR_SECONDS);
  return {
    async forgot(account, ip) {
      const network = networkOf(ip);
      await countAll(
        [
          [perAccountAndNetwork, `${network} ${account}`],
          [perNetwork, network],
          [perAccount, account],
        ],
        "Too many links were asked for. Wait a quarter of an hour.",
      );
    },
    async invite(tenantId, byUserId) {
      await countAll(
        [
          [invitationsOfPerson, `${tenantId} ${byUserId}`],
          [invitationsOfTenant, tenantId],
        ],
        "Very many people were invited in the last hour. Please go on later.",
      );
    },
  };
}

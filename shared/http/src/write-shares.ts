import { createFairPlaces, type Share, type ShareSize } from "@chorus/kernel/fair-places";
import type { Reader } from "./read-shares.ts";

/** Writes of people that run at once in a process: half of the 16 connections to the database that it has by default. */
const ALL: ShareSize = { running: 8, waiting: 4_096 };
const DESK: ShareSize = { running: 5, waiting: 1_024 };
const PERSON_OF_DESK: ShareSize = { running: 3, waiting: 256 };
const CUSTOMERS: ShareSize = { running: 4, waiting: 2_048 };
const CUSTOMER: ShareSize = { running: 2, waiting: 256 };
/** Those of all tenants together, who have said to nobody who they are. */
const STRANGERS: ShareSize = { running: 4, waiting: 2_048 };
const NETWORK: ShareSize = { running: 2, waiting: 1_024 };

const MANY = "Very many are writing right now. Please try again.";
const OWN = "You are changing very much at once. Please wait a moment.";
const OF_NETWORK = "Very much comes from your network right now. Please wait a moment.";
const OF_TENANT = "Very many are writing here right now. Please wait a moment.";

/**
 * Runs a write in the shares of its writer.
 * @param write may give its place back before it ends, where it goes on to wait for somebody outside
 * @throws AppError `rate_limited`, `unavailable` when even those who wait are too many
 */
export type WriteShares = <Result>(
  writer: Reader,
  network: () => string,
  write: (hasWaited: boolean, letGo: () => void) => Promise<Result>,
) => Promise<Result>;

/**
 * Who may write how much at once, in this process alone. Writes wait for rows that others have locked, each with a connection to the
 * database: whoever floods one row holds the few of their own share, and nobody else waits for them. How many a minute they may be is
 * counted elsewhere (`write-limits.ts`).
 */
export function createWriteShares(): WriteShares {
  const inTurn = createFairPlaces({ ...ALL, refusal: MANY });
  return async <Result>(
    writer: Reader,
    network: () => string,
    write: (hasWaited: boolean, letGo: () => void) => Promise<Result>,
  ) => {
    let answer: Promise<Result> | undefined;
    await inTurn(
      sharesOf(writer, network),
      (hasWaited) =>
        new Promise<void>((resolve) => {
          const letGo = () => resolve();
          answer = write(hasWaited, letGo);
          answer.then(letGo, letGo);
        }),
    );
    return answer!;
  };
}

function sharesOf(writer: Reader, network: () => string): Share[] {
  if (!writer)
    return [
      { key: "strangers", size: STRANGERS, refusal: MANY },
      { key: network(), size: NETWORK, refusal: OF_NETWORK },
    ];
  const { tenantId, userId, role } = writer;
  const isCustomer = role === "customer";
  return [
    {
      key: `${tenantId} ${isCustomer ? "customers" : "desk"}`,
      size: isCustomer ? CUSTOMERS : DESK,
      refusal: OF_TENANT,
    },
    { key: userId, size: isCustomer ? CUSTOMER : PERSON_OF_DESK, refusal: OWN },
  ];
}

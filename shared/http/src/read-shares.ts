import type { Role } from "@chorus/contracts/permissions";
import { createFairPlaces, type Share, type ShareSize } from "@chorus/kernel/fair-places";

/** Reads of a process that run at once: fewer than the 16 connections to the database that it has by default, so that writes find one. */
const ALL: ShareSize = { running: 12, waiting: 4_096 };
/** A desk opens a page with several reads, which run or wait a moment. */
const DESK: ShareSize = { running: 8, waiting: 1_024 };
const PERSON_OF_DESK: ShareSize = { running: 4, waiting: 256 };
const CUSTOMERS: ShareSize = { running: 4, waiting: 1_024 };
const NETWORK: ShareSize = { running: 3, waiting: 512 };
const CUSTOMER: ShareSize = { running: 2, waiting: 256 };
/** Those of all tenants together, who have said to nobody who they are. */
const STRANGERS: ShareSize = { running: 4, waiting: 1_024 };
/** Nobody waits longer for a page. */
const MAX_WAIT_MS = 2_000;

const MANY = "Very many are reading right now. Please try again.";
const OWN = "You are reading very often at once. Please wait a moment.";
const OF_NETWORK = "Very many are reading from your network right now. Please wait a moment.";
const OF_TENANT = "Very many are reading here right now. Please wait a moment.";

/** The reader: a known person in a network, or only a network. */
export type Reader = { tenantId: string; userId: string; role: Role } | null;

/** Runs a read in the shares of its reader. @throws AppError `rate_limited`, `unavailable` */
export type ReadShares = <Result>(
  reader: Reader,
  network: () => string,
  read: (hasWaited: boolean) => Promise<Result>,
) => Promise<Result>;

/**
 * Who may read how much at once, in this process alone: whoever floods waits behind themselves, so that nobody else waits for them. A
 * tenant's customers are counted apart from its desk, as with writes, and those of one network together.
 */
export function createReadShares(): ReadShares {
  const inTurn = createFairPlaces({ ...ALL, refusal: MANY, maxWaitMs: MAX_WAIT_MS });
  return (reader, network, read) => inTurn(sharesOf(reader, network), read);
}

function sharesOf(reader: Reader, network: () => string): Share[] {
  if (!reader)
    return [
      { key: "strangers", size: STRANGERS, refusal: MANY },
      { key: network(), size: NETWORK, refusal: OF_NETWORK },
    ];
  const { tenantId, userId, role } = reader;
  if (role !== "customer")
    return [
      { key: `${tenantId} desk`, size: DESK, refusal: OF_TENANT },
      { key: userId, size: PERSON_OF_DESK, refusal: OWN },
    ];
  return [
    { key: `${tenantId} customers`, size: CUSTOMERS, refusal: OF_TENANT },
    { key: network(), size: NETWORK, refusal: OF_NETWORK },
    { key: userId, size: CUSTOMER, refusal: OWN },
  ];
}

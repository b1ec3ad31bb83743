/** Generous where it counts the connections of one address, as all of them come from one here. */
export const GENEROUS_ADMISSION = {
  GATEWAY_UPGRADES_PER_SECOND: "1000000",
  GATEWAY_UPGRADES_BURST: "1000000",
  GATEWAY_UNAUTHENTICATED_PER_ADDRESS: "1000000",
  WRITES_PER_PERSON: "1000000",
  WRITES_PER_COMPANY: "1000000",
  WRITES_PER_NETWORK: "1000000",
  WRITES_PER_CUSTOMER_NETWORK: "1000000",
  HTTP_CONNECTIONS_PER_NETWORK: "10000",
};

export const GATEWAY_VARIABLES = {
  ...GENEROUS_ADMISSION,
  INTERNAL_SECRET: "a secret of the bench for nobody but itself",
  LOG_LEVEL: "warn",
};

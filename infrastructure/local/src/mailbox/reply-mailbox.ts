/** Where answers by mail come to in development, and what its mail server is known by. */
export const replyMailbox = {
  address: "reply@chorus.localhost",
  key: "development-mail-callback-key-of-no-secret",
} as const;

import { createAuthenticator } from "@chorus/auth/authenticator";

/** For what asks nobody who they are. */
export const noAuthenticator = createAuthenticator({
  keys: () => Promise.reject(new Error("not here")),
  ask: () => Promise.reject(new Error("not here")),
  now: () => Date.now(),
});

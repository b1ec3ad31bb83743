import { ChorusProblem } from "@chorus/client-sdk/problem";
import { withProof } from "@chorus/client-sdk/proof-of-work";
import { RestClient } from "@chorus/client-sdk/rest-client";
import type { RouteBodyInput } from "@chorus/contracts/routes/define-route";
import * as routes from "@chorus/contracts/routes/sign-up";
import { createContext, useContext } from "react";

type Asked = Omit<RouteBodyInput<typeof routes.askSignUp>, "proof">;

/** What a stranger may ask of chat-service to open a company. */
export function signUpClient(chatUrl: string) {
  // The cookie of the session that a confirmation begins.
  const rest = new RestClient({ baseUrls: { "chat-service": chatUrl }, credentials: "include" });
  return {
    readSignUp: (signal: AbortSignal) => rest.call(routes.readSignUp, { signal }),
    /** Does the work that the server asks for first, in slices: the page goes on answering. */
    ask: (asked: Asked) =>
      withProof((proof) => rest.call(routes.askSignUp, { body: { ...asked, ...(proof ? { proof } : {}) } })),
    readLink: (token: string, slug: string | null, signal: AbortSignal) =>
      rest.call(routes.readSignUpLink, { body: { token, ...(slug === null ? {} : { slug }) }, signal }),
    confirm: (body: RouteBodyInput<typeof routes.confirmSignUp>) => rest.call(routes.confirmSignUp, { body }),
  };
}

export const SignUpContext = createContext<ReturnType<typeof signUpClient> | null>(null);

/** @throws Error outside of the pages of sign-up */
export function useSignUpClient() {
  const client = useContext(SignUpContext);
  if (!client) throw new Error("no page of sign-up");
  return client;
}

export function isProblem(error: unknown, code: ChorusProblem["code"]): boolean {
  return error instanceof ChorusProblem && error.code === code;
}

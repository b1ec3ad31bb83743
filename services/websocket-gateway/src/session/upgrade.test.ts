import { describe, expect, it } from "vitest";
import { chosenSubprotocol, factsOf, hasTokenInUrl } from "./upgrade.ts";

const request = { address: "1", query: "", origin: null, authorization: null, subprotocols: [] };

describe("a token in the URL", () => {
  it.each(["token=x", "access_token=x", "a=1&Authorization=Bearer", "x=eyJhbGciOiJFZERTQSJ9.eyJzdWIiOiIxIn0.c2ln"])(
    "is seen in %s",
    (query) => expect(hasTokenInUrl(query)).toBe(true),
  );

  it.each(["", "v=1", "tokens=3", "x=eyJ"])("is not in %s", (query) => expect(hasTokenInUrl(query)).toBe(false));
});

describe("the subprotocol", () => {
  it("is exactly one, and never the token", () => {
    expect(chosenSubprotocol(["chorus.bearer.secret", "chorus.v1"])).toBe("chorus.v1");
    expect(chosenSubprotocol(["chorus.bearer.secret", "chorus.v9"])).toBe("chorus.v9");
    expect(chosenSubprotocol(["chorus.bearer.secret"])).toBeNull();
    expect(chosenSubprotocol([])).toBeNull();
  });

  it("may bring the token along, as may the header", () => {
    expect(factsOf({ ...request, subprotocols: ["chorus.v1", "chorus.bearer.abc"] })).toEqual({
      origin: null,
      token: "abc",
      speaksOurVersion: true,
    });
    expect(factsOf({ ...request, authorization: "bearer xyz" })).toMatchObject({
      token: "xyz",
      speaksOurVersion: false,
    });
  });
});

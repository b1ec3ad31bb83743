const PATH = "/reset-password";

/** The token of `/reset-password#token`, taken out of the address; null on every other page, empty when it is missing. */
export function takePasswordLink(page: Location, history: History): string | null {
  if (page.pathname !== PATH) return null;
  const token = page.hash.slice(1);
  history.replaceState(null, "", PATH);
  return token;
}

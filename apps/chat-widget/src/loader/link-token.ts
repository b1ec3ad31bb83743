const IN_FRAGMENT = /^#chorus=([\w.-]{1,400})$/;

/** The token of a mail link. It is removed from the address bar at once, so that it is not copied by accident. */
export function takeLinkToken(): string | undefined {
  const token = IN_FRAGMENT.exec(location.hash)?.[1];
  if (token) history.replaceState(history.state, "", location.pathname + location.search);
  return token;
}

const IN_FRAGMENT = /^#chorus=([\w.-]{1,400})$/;

/** Whoever comes by the link in a mail. It leaves the address bar at once: nobody copies it from there by accident. */
export function takeLinkToken(): string | undefined {
  const token = IN_FRAGMENT.exec(location.hash)?.[1];
  if (token) history.replaceState(history.state, "", location.pathname + location.search);
  return token;
}

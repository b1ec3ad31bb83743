const COUNT = /^\(\d+\+?\) /;

/** The number of unread messages in front of the page's own title, which may change at any time. */
export function showInTitle(count: number): void {
  const title = document.title.replace(COUNT, "");
  document.title = count > 0 ? `(${count > 99 ? "99+" : count}) ${title}` : title;
}

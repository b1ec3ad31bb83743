/** What stands in front of the page's title from here; a page may begin its own with a number in brackets. */
let shown = "";

/** The number of unread messages in front of the page's own title, which may change at any time. */
export function showInTitle(count: number): void {
  const { title } = document;
  const own = shown !== "" && title.startsWith(shown) ? title.slice(shown.length) : title;
  shown = count > 0 ? `(${count > 99 ? "99+" : count}) ` : "";
  document.title = shown + own;
}

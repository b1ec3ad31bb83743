/** An element with its class. */
export function make<Tag extends "div" | "p" | "span" | "button">(
  tag: Tag,
  className: string,
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  element.className = className;
  return element;
}

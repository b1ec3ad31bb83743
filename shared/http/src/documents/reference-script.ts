/**
 * What the pages do in a browser: the theme of the system, examples that call where the page was reached, also behind a proxy, buttons
 * that copy, contents that are closed on a phone. Without it they are light and complete.
 */
export const REFERENCE_SCRIPT = `
const dark = matchMedia("(prefers-color-scheme: dark)");
const applyTheme = () => { document.documentElement.dataset.theme = dark.matches ? "dark" : "light"; };
applyTheme();
dark.addEventListener("change", applyTheme);
const withOwnOrigin = (example) => {
  const texts = document.createTreeWalker(example, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) texts.currentNode.data = texts.currentNode.data.replaceAll(document.documentElement.dataset.origin, location.origin);
};
addEventListener("DOMContentLoaded", () => {
  for (const example of document.querySelectorAll("figure.code code")) withOwnOrigin(example);
  const contents = document.getElementById("contents");
  if (contents && matchMedia("(max-width: 900px)").matches) contents.open = false;
  if (!navigator.clipboard) return;
  for (const figure of document.querySelectorAll("figure.code")) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = "Copy";
    button.setAttribute("aria-label", "Copy: " + figure.querySelector("figcaption").textContent);
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(figure.querySelector("code").textContent);
      button.textContent = "Copied";
      setTimeout(() => { button.textContent = "Copy"; }, 2000);
    });
    figure.append(button);
  }
});
`;

/** For the `ref` of the current item of a strip that scrolls sideways: scrolls it into view. Nothing else scrolls. */
export function revealInStrip(item: HTMLElement | null): void {
  const strip = item?.parentElement;
  if (!item || !strip) return;
  const [before, after] = [item.offsetLeft - strip.offsetLeft, item.offsetLeft - strip.offsetLeft + item.offsetWidth];
  if (before >= strip.scrollLeft && after <= strip.scrollLeft + strip.clientWidth) return;
  strip.scrollLeft = before - (strip.clientWidth - item.offsetWidth) / 2;
}

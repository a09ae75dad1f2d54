// Screen pixels per map pixel: more on dense screens, and on large screens that draw the map larger.
export function pixelsPerPx(element: Element): number {
  return (devicePixelRatio || 1) * largerBy(element);
}

/** The map's CSS `zoom`; 1 in browsers that do not report it. */
export function largerBy(element: Element): number {
  return element.currentCSSZoom || 1;
}

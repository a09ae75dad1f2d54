// How many pixels of the screen one of the map's is: more on dense screens, and where large screens draw the map larger.
export function pixelsPerPx(element: Element): number {
  return (devicePixelRatio || 1) * largerBy(element);
}

/** The map's CSS `zoom`; 1 in browsers that do not tell. */
export function largerBy(element: Element): number {
  return element.currentCSSZoom || 1;
}

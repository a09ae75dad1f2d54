// How long the main thread was held, for whoever watches (PerformanceObserver); nothing is kept.

export function measured<T>(name: string, work: () => T): T {
  const start = performance.now();
  try {
    return work();
  } finally {
    performance.measure(name, { start });
    performance.clearMeasures(name);
  }
}

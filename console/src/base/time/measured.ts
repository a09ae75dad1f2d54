// Measures how long the main thread was blocked, for a PerformanceObserver; nothing is stored.

export function measured<T>(name: string, work: () => T): T {
  const start = performance.now();
  try {
    return work();
  } finally {
    performance.measure(name, { start });
    performance.clearMeasures(name);
  }
}

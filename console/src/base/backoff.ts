// The wait before the next try: doubled each time, and randomly shortened so that many pages do not return at once.

export class Backoff {
  private waitMs: number;

  constructor(
    private readonly firstMs: number,
    private readonly maxMs: number,
  ) {
    this.waitMs = firstMs;
  }

  nextMs(): number {
    const waitMs = this.waitMs * (0.5 + Math.random() * 0.5);
    this.waitMs = Math.min(this.waitMs * 2, this.maxMs);
    return waitMs;
  }

  reset(): void {
    this.waitMs = this.firstMs;
  }
}

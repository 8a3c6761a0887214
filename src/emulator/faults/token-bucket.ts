/** A request rate as AWS holds callers to it: a bucket that holds one second's worth, one at least, and fills evenly. */
export class TokenBucket {
  private readonly perSecond: number;
  private readonly capacity: number;
  private tokens: number;
  private filledAt: number;

  constructor(perSecond: number, now: Date) {
    this.perSecond = perSecond;
    this.capacity = Math.max(1, perSecond);
    this.tokens = this.capacity;
    this.filledAt = now.getTime();
  }

  /** Takes one request's share; false where there is none left. */
  take(now: Date): boolean {
    const passedSeconds = Math.max(0, now.getTime() - this.filledAt) / 1000;
    this.filledAt = now.getTime();
    this.tokens = Math.min(this.capacity, this.tokens + passedSeconds * this.perSecond);
    if (this.tokens < 1) return false;
    this.tokens -= 1;
    return true;
  }
}

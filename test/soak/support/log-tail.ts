import { pollUntil } from '../../fixtures/poll-until.ts';

/** What an agent logs from a moment on. */
export class LogTail {
  private readonly output: () => string;
  private readonly seen: number;

  /** @param output all that it logged, a line of JSON each */
  constructor(output: () => string) {
    this.output = output;
    this.seen = output().length;
  }

  /** Says whether there is a line with this message, or this code. */
  has(wanted: string): boolean {
    const lines = this.output().slice(this.seen).split('\n').slice(0, -1);
    return lines.some((line) => {
      const { message, code } = JSON.parse(line) as Record<string, unknown>;
      return message === wanted || code === wanted;
    });
  }

  /** Ends when there is one. */
  async until(wanted: string): Promise<void> {
    await pollUntil(() => this.has(wanted) || undefined);
  }
}

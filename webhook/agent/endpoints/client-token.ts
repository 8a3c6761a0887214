import { timingSafeEqual } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { errorMessage } from '../../../src/core/errors/error-message.ts';
import { IamraError } from '../../../src/core/errors/iamra-error.ts';
import type { Clock } from '../clock.ts';

// For clients that read the file just before the kubelet swapped it.
const graceMilliseconds = 60_000;
const reloadMilliseconds = 5000;

/** The token that clients of the container endpoint must send: the content of a file that changes. */
export class ClientToken {
  private readonly file: string;
  private readonly clock: Pick<Clock, 'monotonic'>;
  private current: Buffer | undefined;
  private previous: Buffer | undefined;
  private changedAt = -Infinity;
  private readAt = -Infinity;

  constructor(file: string, clock: Pick<Clock, 'monotonic'>) {
    this.file = file;
    this.clock = clock;
  }

  /**
   * Says whether a client sent the token as it is or was up to a minute ago.
   * @throws {IamraError} IAMRA422 where the file cannot be read
   */
  accepts(sent: string): boolean {
    this.reloadRegularly();
    const token = Buffer.from(sent);
    if (isSame(token, this.current)) return true;
    // The client may have read a newer one than we did.
    this.reload();
    if (isSame(token, this.current)) return true;
    const age = this.clock.monotonic() - this.changedAt;
    return age < graceMilliseconds && isSame(token, this.previous);
  }

  private reloadRegularly(): void {
    const now = this.clock.monotonic();
    if (now - this.readAt < reloadMilliseconds) return;
    this.reload();
  }

  private reload(): void {
    const read = Buffer.from(this.readText());
    const now = this.clock.monotonic();
    this.readAt = now;
    if (isSame(read, this.current)) return;
    this.previous = this.current;
    this.current = read;
    this.changedAt = now;
  }

  private readText(): string {
    let text: string;
    try {
      text = readFileSync(this.file, 'utf8').trim();
    } catch (cause) {
      throw unreadable(`The token file cannot be read: ${errorMessage(cause)}.`, cause);
    }
    if (text === '') throw unreadable(`The token file ${this.file} is empty.`);
    return text;
  }
}

function unreadable(sentence: string, cause?: unknown): IamraError {
  return new IamraError('IAMRA422', sentence, { cause });
}

/** Takes the same time for every token of one length. */
function isSame(sent: Buffer, token: Buffer | undefined): boolean {
  return token?.length === sent.length && timingSafeEqual(token, sent);
}

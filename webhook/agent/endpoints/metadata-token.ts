import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Clock } from '../clock.ts';

const longestSeconds = 21_600;
const bodyBytes = 22;
const expiryBytes = 6;
const digestBytes = 32;

/**
 * Session tokens of IMDSv2. A token carries its own expiry under a key that dies with the process, so any
 * number of clients costs no memory and none drives out another's.
 */
export class MetadataTokens {
  private readonly key = randomBytes(32);
  private readonly clock: Pick<Clock, 'monotonic'>;

  constructor(clock: Pick<Clock, 'monotonic'>) {
    this.clock = clock;
  }

  issue(seconds: number): string {
    const body = randomBytes(bodyBytes);
    body.writeUIntBE(Math.ceil(this.clock.monotonic()) + seconds * 1000, 0, expiryBytes);
    return Buffer.concat([body, this.digest(body)]).toString('base64url');
  }

  accepts(token: string): boolean {
    const bytes = Buffer.from(token, 'base64url');
    if (bytes.length !== bodyBytes + digestBytes) return false;
    const body = bytes.subarray(0, bodyBytes);
    if (!timingSafeEqual(bytes.subarray(bodyBytes), this.digest(body))) return false;
    return this.clock.monotonic() < body.readUIntBE(0, expiryBytes);
  }

  private digest(body: Buffer): Buffer {
    return createHmac('sha256', this.key).update(body).digest();
  }
}

/** The lifetime that a client asks for; undefined for one that EC2 would refuse: absent, or not 1 to 21,600. */
export function tokenLifetime(header: string | undefined): number | undefined {
  const seconds = /^\d{1,5}$/.test(header ?? '') ? Number(header) : 0;
  return seconds >= 1 && seconds <= longestSeconds ? seconds : undefined;
}

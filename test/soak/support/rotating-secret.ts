import type { KeyKind } from '../../../src/core/pki/generate-key.ts';
import type { IssuedCertificate } from '../../../src/core/pki/issue-certificate.ts';
import { secretFiles } from '../../fixtures/agent-bench.ts';
import { makeCertificate } from '../../fixtures/certificates.ts';
import { MountedSecret } from '../../fixtures/mounted-secret.ts';
import { pause } from './pause.ts';

const lifeMilliseconds = 60_000;
// cert-manager renews at two thirds of a life.
const renewAfterSeconds = [25, 40] as const;
const keyKinds: readonly KeyKind[] = ['ec-p256', 'rsa-2048', 'ec-p384'];

/** A mounted Secret whose certificate lives for a minute and is issued anew again and again, each time with another kind of key. */
export class RotatingSecret {
  issued = 0;
  private readonly ca: IssuedCertificate;
  private readonly random: () => number;
  private readonly secret = new MountedSecret();
  private files: Readonly<Record<string, string>> = {};
  private mismatched = false;

  constructor(ca: IssuedCertificate, random: () => number) {
    this.ca = ca;
    this.random = random;
  }

  get directory(): string {
    return this.secret.directory;
  }

  async renew(): Promise<void> {
    const files = await this.issue();
    // Meanwhile it may have got a certificate that does not match.
    if (this.mismatched) return;
    this.files = files;
    this.secret.update(files);
  }

  /** Renews it again and again until aborted. */
  async keep(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await this.renew();
      await pause(this.random, renewAfterSeconds, signal);
    }
  }

  /** Puts a new certificate beside the old key for as long as the work takes, then its own key. */
  async whileMismatched(work: () => Promise<void>): Promise<void> {
    this.mismatched = true;
    const next = await this.issue();
    this.secret.update({ ...this.files, 'tls.crt': next['tls.crt'] ?? '' });
    await work();
    this.files = next;
    this.secret.update(next);
    this.mismatched = false;
  }

  remove(): void {
    this.secret.remove();
  }

  private async issue(): Promise<Record<string, string>> {
    const now = new Date();
    const keyKind = keyKinds[this.issued % keyKinds.length] ?? 'ec-p256';
    this.issued += 1;
    const validity = { notBefore: now, notAfter: new Date(now.getTime() + lifeMilliseconds) };
    return secretFiles(await makeCertificate(now, { issuer: this.ca, keyKind, validity }));
  }
}

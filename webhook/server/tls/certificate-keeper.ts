import { type FSWatcher, watch } from 'node:fs';
import { errorMessage } from '../../../src/core/errors/error-message.ts';
import { IamraError } from '../../../src/core/errors/iamra-error.ts';
import type { Logger } from '../../observe/logger.ts';
import type { WebhookMetrics } from '../metrics/webhook-metrics.ts';
import {
  type CertificateFiles,
  parseServingCertificate,
  readCertificateFiles,
  type ServingCertificate,
} from './serving-certificate.ts';

export interface CertificateKeeperOptions {
  readonly directory: string;
  readonly pollMilliseconds: number;
  readonly metrics: WebhookMetrics;
  readonly logger: Logger;
  /** Puts a certificate in force; may throw, the one before then stays. */
  readonly onCertificate: (certificate: ServingCertificate) => void;
}

/** Keeps the certificate on disk in force: the first one, and each that replaces it. */
export class CertificateKeeper {
  readonly #options: CertificateKeeperOptions;
  readonly #timer: NodeJS.Timeout;
  readonly #watcher: FSWatcher | undefined;
  #checks = Promise.resolve();
  #waiting: Promise<void> | undefined;
  /** What was tried last, or why it could not be read: nothing is tried, logged and counted twice. */
  #lastSeen = '';
  #problem: string | undefined = 'the serving certificate was not read yet';

  constructor(options: CertificateKeeperOptions) {
    this.#options = options;
    this.#timer = setInterval(() => void this.check(), options.pollMilliseconds);
    this.#watcher = this.#watch();
  }

  /** Why no certificate is in force; undefined once there is one. */
  get problem(): string | undefined {
    return this.#problem;
  }

  /** Looks at the files, once the look that is under way is over; never rejects. */
  check(): Promise<void> {
    this.#waiting ??= this.#checks.then(() => {
      this.#waiting = undefined;
      this.#checks = this.#check();
      return this.#checks;
    });
    return this.#waiting;
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#watcher?.close();
  }

  // Makes a change known at once; where nothing can be watched, the poll finds it.
  #watch(): FSWatcher | undefined {
    try {
      const watcher = watch(this.#options.directory, () => void this.check());
      return watcher.on('error', () => {
        watcher.close();
      });
    } catch {
      return undefined;
    }
  }

  async #check(): Promise<void> {
    let files: CertificateFiles;
    try {
      files = await readCertificateFiles(this.#options.directory);
    } catch (error) {
      if (this.#isNews(errorMessage(error))) this.#refuse(error);
      return;
    }
    if (!this.#isNews(`${files.cert}${files.key}`)) return;
    try {
      this.#putInForce(parseServingCertificate(files));
    } catch (error) {
      this.#refuse(error);
    }
  }

  #isNews(seen: string): boolean {
    const isNews = seen !== this.#lastSeen;
    this.#lastSeen = seen;
    return isNews;
  }

  #putInForce(certificate: ServingCertificate): void {
    const { metrics, logger, onCertificate } = this.#options;
    onCertificate(certificate);
    this.#problem = undefined;
    metrics.certificateExpiry = certificate.notAfter.getTime() / 1000;
    metrics.certificateReloads.increment({ result: 'success' });
    logger.info('a serving certificate is in force', { notAfter: certificate.notAfter });
  }

  #refuse(error: unknown): void {
    const { metrics, logger } = this.#options;
    const message = errorMessage(error);
    const isFirst = this.#problem !== undefined;
    if (isFirst) this.#problem = message;
    metrics.certificateReloads.increment({ result: 'failure' });
    logger.error(
      isFirst
        ? 'there is no serving certificate yet'
        : 'the new serving certificate cannot be used; the one before stays in force',
      IamraError.is(error)
        ? { code: error.code, problem: message, fix: error.fix }
        : { problem: message },
    );
  }
}

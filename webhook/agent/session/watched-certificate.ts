import { IamraError } from '../../../src/core/errors/iamra-error.ts';
import { oneLineName } from '../../../src/core/session/refused-session.ts';
import {
  decimalSerialNumber,
  type SigningIdentity,
} from '../../../src/core/session/signing-identity.ts';
import type { Logger } from '../../observe/logger.ts';
import { errorFields } from '../error-fields.ts';
import type { CertificateFiles } from './certificate-files.ts';

/** The certificate in use: it follows the files, but stays where new ones cannot be used. */
export class WatchedCertificate {
  /** Undefined until a usable one was there. */
  identity: SigningIdentity | undefined;
  /** Why the files as they are cannot be used. */
  problem: IamraError | undefined;
  private version: string | undefined;
  private readonly files: Pick<CertificateFiles, 'version' | 'read'>;
  private readonly log: Logger;

  constructor(files: Pick<CertificateFiles, 'version' | 'read'>, log: Logger) {
    this.files = files;
    this.log = log;
  }

  /** Looks at the files; says whether they changed. */
  check(): boolean {
    const version = this.files.version();
    if (version === this.version) return false;
    this.version = version;
    try {
      this.use(this.files.read());
    } catch (error) {
      if (!IamraError.is(error)) throw error;
      this.problem = error;
      this.log.warn(error.message, errorFields(error));
    }
    return true;
  }

  private use(identity: SigningIdentity): void {
    this.identity = identity;
    this.problem = undefined;
    const { certificate, chain, algorithm } = identity;
    this.log.info('Certificate loaded', {
      subject: oneLineName(certificate.subject),
      serialNumber: decimalSerialNumber(certificate),
      notAfter: certificate.validToDate.toISOString(),
      algorithm,
      intermediates: chain.length,
    });
  }
}

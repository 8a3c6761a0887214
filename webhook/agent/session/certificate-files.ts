import { readFileSync, statSync } from 'node:fs';
import { errorMessage } from '../../../src/core/errors/error-message.ts';
import { IamraError } from '../../../src/core/errors/iamra-error.ts';
import {
  parseSigningIdentity,
  type SigningIdentity,
} from '../../../src/core/session/signing-identity.ts';

const attempts = 3;

/** Where a leaf with its intermediates lies, and where its key. */
export interface CertificatePaths {
  readonly certificate: string;
  readonly privateKey: string;
}

/**
 * A certificate and its key as files: plain ones, or those of a mounted Secret, which lead through the
 * symbolic link `..data` that the kubelet swaps.
 */
export class CertificateFiles {
  private readonly paths: CertificatePaths;

  constructor(paths: CertificatePaths) {
    this.paths = paths;
  }

  /** Differs whenever the files may differ. */
  version(): string {
    return `${fileVersion(this.paths.certificate)} ${fileVersion(this.paths.privateKey)}`;
  }

  /**
   * Reads key and certificates of one and the same version.
   * @throws {IamraError} IAMRA402 for unreadable or unusable files, IAMRA403 where they don't match
   */
  read(): SigningIdentity {
    for (let attempt = 1; ; attempt += 1) {
      const before = this.version();
      try {
        const identity = this.readOnce();
        if (before === this.version()) return identity;
      } catch (error) {
        // A swap in between explains any trouble: the next attempt sees the new files.
        if (before === this.version() || attempt === attempts) throw error;
      }
      if (attempt === attempts) {
        const { certificate, privateKey } = this.paths;
        const sentence = `${certificate} and ${privateKey} change too often to be read.`;
        throw new IamraError('IAMRA402', sentence);
      }
    }
  }

  private readOnce(): SigningIdentity {
    const { certificate, privateKey } = this.paths;
    return parseSigningIdentity(readText(certificate), readText(privateKey));
  }
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw new IamraError('IAMRA402', `${file} cannot be read: ${errorMessage(cause)}.`, { cause });
  }
}

// Of what a link leads to. The status change time moves with content, mode and owner.
function fileVersion(file: string): string {
  try {
    const { ino, ctimeNs, size } = statSync(file, { bigint: true });
    return `${ino}/${ctimeNs}/${size}`;
  } catch (error) {
    return errorMessage(error);
  }
}

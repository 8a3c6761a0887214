import { readFileSync, readlinkSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { errorMessage } from '../../../src/core/errors/error-message.ts';
import { IamraError } from '../../../src/core/errors/iamra-error.ts';
import {
  parseSigningIdentity,
  type SigningIdentity,
} from '../../../src/core/session/signing-identity.ts';

const certificateFile = 'tls.crt';
const keyFile = 'tls.key';
const attempts = 3;

/**
 * A folder with tls.crt and tls.key: a mounted Secret, where the kubelet swaps the symbolic link
 * `..data` to a folder with both files, or plain files.
 */
export class CertificateDirectory {
  private readonly path: string;

  constructor(path: string) {
    this.path = path;
  }

  /** Differs whenever the files may differ. */
  version(): string {
    const link = this.dataLink();
    if (link !== undefined) return link;
    return [certificateFile, keyFile].map((name) => fileVersion(join(this.path, name))).join(' ');
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
        throw new IamraError('IAMRA402', `The files in ${this.path} change too often to be read.`);
      }
    }
  }

  private readOnce(): SigningIdentity {
    const folder = resolve(this.path, this.dataLink() ?? '.');
    return parseSigningIdentity(
      readText(join(folder, certificateFile)),
      readText(join(folder, keyFile)),
    );
  }

  private dataLink(): string | undefined {
    try {
      return readlinkSync(join(this.path, '..data'));
    } catch {
      return undefined;
    }
  }
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw new IamraError('IAMRA402', `${file} cannot be read: ${errorMessage(cause)}.`, { cause });
  }
}

// The status change time moves with content, mode and owner.
function fileVersion(file: string): string {
  try {
    const { ino, ctimeNs, size } = statSync(file, { bigint: true });
    return `${ino}/${ctimeNs}/${size}`;
  } catch (error) {
    return errorMessage(error);
  }
}

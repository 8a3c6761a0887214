import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { errorMessage } from '../../../../src/core/errors/error-message.ts';
import { IamraError } from '../../../../src/core/errors/iamra-error.ts';
import type { AwsAccess, AwsCredentials, CredentialsProvider } from './aws-access.ts';

/** AWS by an access key in a mounted Secret, read for each look: a key that was rotated is seen. */
export class CredentialsSecret implements AwsAccess {
  readonly description = 'the access key of a Secret';
  readonly #directory: string;

  constructor(directory: string) {
    this.#directory = directory;
  }

  credentials(): CredentialsProvider {
    return () => this.#read();
  }

  async #read(): Promise<AwsCredentials> {
    const [accessKeyId, secretAccessKey, sessionToken] = await Promise.all([
      this.#required('AWS_ACCESS_KEY_ID'),
      this.#required('AWS_SECRET_ACCESS_KEY'),
      this.#text('AWS_SESSION_TOKEN').catch(() => undefined),
    ]);
    return { accessKeyId, secretAccessKey, sessionToken };
  }

  async #required(key: string): Promise<string> {
    try {
      return await this.#text(key);
    } catch (cause) {
      throw new IamraError(
        'IAMRA281',
        `The Secret of driftDetection.credentialsSecret cannot be used: ${errorMessage(cause)}.`,
        { fix: 'give it the keys AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY', cause },
      );
    }
  }

  async #text(key: string): Promise<string> {
    const text = (await readFile(join(this.#directory, key), 'utf8')).trim();
    if (text === '') throw new Error(`${key} is empty`);
    return text;
  }
}

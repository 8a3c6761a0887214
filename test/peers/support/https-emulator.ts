import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EmulatorOptions } from '../../../src/emulator/emulator-options.ts';
import { startEmulator } from '../../../src/emulator/start-emulator.ts';

/** Our emulator with HTTPS, as a peer sees it. */
export interface HttpsEmulator {
  readonly url: string;
  readonly region: string;
  /** The CA of its HTTPS. */
  readonly caFile: string;
  /** A folder that goes when the emulator does. */
  readonly folder: string;
  /** What a peer needs to talk to it, credentials apart. */
  readonly environment: Readonly<Record<string, string>>;
  /** The keys of the account's administrator. */
  readonly administrator: Readonly<Record<string, string>>;
  readonly close: () => Promise<void>;
}

export async function httpsEmulator(
  options: Pick<EmulatorOptions, 'issueSeconds'> = {},
): Promise<HttpsEmulator> {
  const folder = await mkdtemp(join(tmpdir(), 'iamra-peers-'));
  const caFile = join(folder, 'emulator-ca.pem');
  const emulator = await startEmulator({ ...options, https: { caFile } });
  const { url, account } = emulator;
  return {
    url,
    region: account.region,
    caFile,
    folder,
    environment: {
      // The developer's own AWS settings stay out of the tests.
      HOME: folder,
      PATH: process.env['PATH'] ?? '',
      AWS_REGION: account.region,
      AWS_DEFAULT_REGION: account.region,
      AWS_ENDPOINT_URL: url,
      AWS_ENDPOINT_URL_STS: url,
      AWS_CA_BUNDLE: caFile,
      NODE_EXTRA_CA_CERTS: caFile,
      SSL_CERT_FILE: caFile,
    },
    administrator: {
      AWS_ACCESS_KEY_ID: account.administrator.accessKeyId,
      AWS_SECRET_ACCESS_KEY: account.administrator.secretAccessKey,
    },
    close: async () => {
      await emulator.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

import { onTestFinished } from 'vitest';
import type { EmulatorOptions, RunningEmulator } from '../../../src/emulator/emulator-options.ts';
import { startEmulator } from '../../../src/emulator/start-emulator.ts';

/** An emulator that ends with the test, and the environment in which the program takes it for AWS. */
export interface EmulatedAws {
  readonly emulator: RunningEmulator;
  readonly environment: Readonly<Record<string, string>>;
  /** The operations that were served, reads and writes. */
  readonly operations: () => Promise<string[]>;
}

export async function emulatedAws(options: EmulatorOptions = {}): Promise<EmulatedAws> {
  const emulator = await startEmulator(options);
  onTestFinished(() => emulator.close());
  const { administrator, region } = emulator.account;
  return {
    emulator,
    environment: {
      AWS_ENDPOINT_URL: emulator.url,
      AWS_REGION: region,
      AWS_ACCESS_KEY_ID: administrator.accessKeyId,
      AWS_SECRET_ACCESS_KEY: administrator.secretAccessKey,
    },
    operations: async () => {
      const answer = await fetch(`${emulator.url}/_emulator/requests`);
      const requests = (await answer.json()) as { operation: string }[];
      return requests.map(({ operation }) => operation);
    },
  };
}

const reads = /^(Get|List)/;

/** The operations that change something. */
export function writes(operations: readonly string[]): string[] {
  return operations.filter((operation) => !reads.test(operation));
}

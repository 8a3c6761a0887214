import { readFile } from 'node:fs/promises';
import { errorMessage } from '../core/errors/error-message.ts';
import { IamraError } from '../core/errors/iamra-error.ts';
import type { EmulatorOptions, RunningEmulator } from '../emulator/emulator-options.ts';
import { type FaultRule, parseFaultRules } from '../emulator/faults/fault-rule.ts';
import { startEmulator } from '../emulator/start-emulator.ts';

/**
 * Starts the emulator with fault rules from a file.
 * @throws {IamraError} IAMRA903 for an unusable rule file, and what `startEmulator` throws
 */
export async function runEmulator(
  options: EmulatorOptions,
  faultFile: string | undefined,
): Promise<RunningEmulator> {
  const faults = faultFile === undefined ? [] : await readFaultRules(faultFile);
  return startEmulator({ ...options, faults });
}

async function readFaultRules(path: string): Promise<FaultRule[]> {
  try {
    return parseFaultRules(JSON.parse(await readFile(path, 'utf8')));
  } catch (cause) {
    throw new IamraError('IAMRA903', `${path} holds no fault rules: ${errorMessage(cause)}`, {
      cause,
    });
  }
}

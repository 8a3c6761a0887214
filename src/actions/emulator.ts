import { readFile } from 'node:fs/promises';
import { errorMessage } from '../core/errors/error-message.ts';
import { IamraError } from '../core/errors/iamra-error.ts';
import type { EmulatorOptions, RunningEmulator } from '../emulator/emulator-options.ts';
import { type FaultRule, parseFaultRules } from '../emulator/faults/fault-rule.ts';
import { startEmulator } from '../emulator/start-emulator.ts';

/** Files that the emulator's options come from. */
export interface EmulatorFiles {
  readonly faults: string | undefined;
  readonly permissions: string | undefined;
}

/**
 * Starts the emulator with fault rules and permissions from files.
 * @throws {IamraError} IAMRA903 for unusable files, and what `startEmulator` throws
 */
export async function runEmulator(
  options: EmulatorOptions,
  files: EmulatorFiles,
): Promise<RunningEmulator> {
  const faults = files.faults === undefined ? [] : await readFaultRules(files.faults);
  const permissions =
    files.permissions === undefined ? undefined : await readPermissions(files.permissions);
  return startEmulator({ ...options, faults, permissions });
}

async function readPermissions(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    throw new IamraError('IAMRA903', `${path} holds no permissions: ${errorMessage(cause)}`, {
      cause,
    });
  }
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

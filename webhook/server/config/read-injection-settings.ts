import { readFile } from 'node:fs/promises';
import type * as z from 'zod';
import { errorMessage } from '../../../src/core/errors/error-message.ts';
import { IamraError } from '../../../src/core/errors/iamra-error.ts';
import type { InjectionSettings } from '../../../src/core/injection/injection-settings.ts';
import { injectionSettingsSchema } from './injection-settings-schema.ts';

/**
 * Reads the settings file, JSON as the chart renders it.
 * @throws {IamraError} IAMRA904 where it cannot be read, IAMRA920 with each value that is not right
 */
export async function readInjectionSettings(path: string): Promise<InjectionSettings> {
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    const message = `The settings file ${path} cannot be read: ${errorMessage(cause)}.`;
    throw new IamraError('IAMRA904', message, {
      fix: 'name the file with IAMRA_SETTINGS_FILE',
      cause,
    });
  });
  const result = injectionSettingsSchema.safeParse(parseJson(text, path));
  if (result.success) return result.data;
  const complaints = result.error.issues.map(complaint).join('; ');
  throw invalid(path, `${path}: ${complaints}.`);
}

function parseJson(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw invalid(path, `${path} is not JSON: ${errorMessage(cause)}.`, cause);
  }
}

function complaint({ path, message, ...issue }: z.core.$ZodIssue): string {
  const place = path.map(String).join('.');
  if (issue.code === 'unrecognized_keys') {
    const keys = issue.keys.map((key) => `“${[place, key].filter(Boolean).join('.')}”`);
    return `unknown key ${keys.join(', ')}`;
  }
  return `“${place}” is not right: ${message}`;
}

function invalid(path: string, message: string, cause?: unknown): IamraError {
  return new IamraError('IAMRA920', message, { fix: `correct ${path}`, cause });
}

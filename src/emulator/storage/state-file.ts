import { readFileSync } from 'node:fs';
import * as z from 'zod';
import { errorMessage } from '../../core/errors/error-message.ts';
import { IamraError } from '../../core/errors/iamra-error.ts';
import type { EmulatorAccount } from '../account.ts';
import { stateSchema } from './state-schema.ts';
import { writeFileAtomically } from './write-file-atomically.ts';

const schema = z.strictObject({
  format: z.literal('iamra-emulator/1'),
  account: z.string(),
  partition: z.string(),
  administrator: z.strictObject({ accessKeyId: z.string(), secretAccessKey: z.string() }),
  state: stateSchema,
});

/** What outlives the emulator: the state, and the keys that its users hold. */
export type StoredAccount = z.infer<typeof schema>;

/**
 * Reads a state file; gives undefined where there is none yet.
 * @throws {IamraError} IAMRA907 for a damaged one, IAMRA904 for an unreadable one; the file stays as it is
 */
export function readStateFile(file: string): StoredAccount | undefined {
  const text = readText(file);
  if (text === undefined) return undefined;
  const result = schema.safeParse(parseJson(text));
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const where = issue === undefined ? '' : `: ${issue.path.join('.')} ${issue.message}`;
  throw new IamraError('IAMRA907', `${file} is not a state file of the emulator${where}.`);
}

/** Keeps the account in a file that only its owner reads; writes when something has changed. */
export function stateKeeper(file: string, account: EmulatorAccount): () => void {
  let written = '';
  return () => {
    const stored: StoredAccount = {
      format: 'iamra-emulator/1',
      account: account.id,
      partition: account.partition,
      administrator: account.administrator,
      state: account.state,
    };
    const text = `${JSON.stringify(stored, undefined, 2)}\n`;
    if (text === written) return;
    writeFileAtomically(file, text, 0o600);
    written = text;
  };
}

function readText(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw new IamraError('IAMRA904', `Cannot read ${file}: ${errorMessage(cause)}.`, { cause });
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

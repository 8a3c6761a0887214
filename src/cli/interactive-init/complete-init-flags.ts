import type { Context } from '../../context.ts';
import { readConfigFile } from '../../files/config-file.ts';
import { leftQuestion } from '../declined.ts';
import type { InitFlags } from '../init-flags.ts';
import { askForInit } from './ask-for-init.ts';
import { findSuggestions } from './find-suggestions.ts';
import { initCommandLine } from './init-command-line.ts';

export interface CompletedFlags<T> {
  readonly flags: T;
  /** The command that needs no answers; undefined where nothing was asked. */
  readonly commandLine: string | undefined;
}

/**
 * Asks for what is missing where somebody sits before a first `init`; elsewhere the flags stay as they are.
 * @throws {IamraError} IAMRA905 for Ctrl-C at a question
 */
export async function completeInitFlags<T extends InitFlags & { readonly yes: boolean }>(
  context: Context,
  flags: T,
): Promise<CompletedFlags<T>> {
  if (!(await isToBeAsked(context, flags))) return { flags, commandLine: undefined };
  context.terminal.note(
    `There is no ${flags.config} yet: a few questions. Nothing is changed before you have seen the plan; Ctrl-C ends it.`,
  );
  try {
    const answers = await askForInit(context, flags, await findSuggestions(context, flags));
    const commandLine = initCommandLine(flags as Readonly<Record<string, unknown>>, answers);
    return { flags: { ...flags, ...given(answers) }, commandLine };
  } catch (error) {
    if (!(error instanceof Error) || error.name !== 'ExitPromptError') throw error;
    throw leftQuestion();
  }
}

async function isToBeAsked(
  { terminal }: Context,
  flags: InitFlags & { readonly yes: boolean },
): Promise<boolean> {
  if (!terminal.interactive || flags.yes || flags.cluster !== undefined) return false;
  return (await readConfigFile(flags.config)) === undefined;
}

/** Without what was not asked: flags that were given stay. */
function given<T extends object>(answers: T): Partial<T> {
  const entries = Object.entries(answers).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as Partial<T>;
}

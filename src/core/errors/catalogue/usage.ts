import type { CatalogueEntry } from '../catalogue-entry.ts';
import { exitCode } from '../exit-code.ts';

/** 9xx: how iamra was called, and iamra itself. */
export const usageCatalogue = {
  IAMRA901: {
    title: 'The command line is not valid.',
    exit: exitCode.usage,
    fix: 'run the command with --help',
  },
  IAMRA902: {
    title: 'A question was not answered, and there is no terminal to ask on.',
    exit: exitCode.usage,
    fix: 'answer it with the flag that the message names',
  },
  IAMRA903: {
    title: 'A configuration file is not valid.',
    exit: exitCode.usage,
    fix: 'correct the line that the message names',
  },
  IAMRA904: {
    title: 'A file cannot be read or written.',
    exit: exitCode.environment,
    fix: 'check that the path exists and that you may use it',
  },
  IAMRA905: {
    title: 'The change was declined or interrupted.',
    exit: exitCode.declined,
    fix: 'run the command again: it goes on where it stopped',
  },
  IAMRA906: {
    title: 'The address is in use.',
    exit: exitCode.environment,
    fix: 'choose another one with --port, or --port 0 for any free one',
  },
  IAMRA907: {
    title: 'The state file of the emulator cannot be used.',
    exit: exitCode.environment,
    fix: 'name another file with --state; this one is left as it is',
  },
  IAMRA920: {
    title: 'The configuration of the webhook is not valid.',
    exit: exitCode.environment,
    fix: 'correct the environment variable or the key of the settings file that the message names',
  },
  IAMRA970: {
    title: 'iamra met a fault of its own.',
    exit: exitCode.bug,
    fix: 'report it with the output of the command, run again with DEBUG=iamra',
  },
} as const satisfies Record<string, CatalogueEntry>;

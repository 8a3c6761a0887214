import { IamraError } from '../core/errors/iamra-error.ts';
import { nearest } from '../core/nearest.ts';

const furthestSubcommand = 2;

/** What other programs call the same. */
const synonyms: Readonly<Record<string, string>> = {
  create: 'add',
  delete: 'remove',
  describe: 'show',
  get: 'show',
  ls: 'list',
  new: 'add',
  rm: 'remove',
};

/** Says which word of a command line no command has; `commands` as they are typed: `role add`. */
export function unknownCommand(line: readonly string[], commands: readonly string[]): IamraError {
  const words = wordsOf(line);
  const [word = '', next] = words;
  if (word === 'help') return noHelpCommand(words.slice(1), commands);
  const known = [words.slice(0, 2), words.slice(0, 1)]
    .map((prefix) => prefix.join(' '))
    .find((prefix) => commands.includes(prefix));
  if (known !== undefined) {
    const extra = words[known.split(' ').length] ?? '';
    return usage(`iamra ${known} takes no argument “${extra}”`, `iamra ${known} --help`);
  }
  const children = childrenOf(word, commands);
  if (next !== undefined && children.length > 0) return unknownChild(word, next, children);
  const meant = nearest(word, commands);
  return usage(`There is no command “${word}”${hint(meant)}`, 'iamra --help');
}

function unknownChild(topic: string, word: string, children: readonly string[]): IamraError {
  const synonym = children.find((child) => child === synonyms[word]);
  const meant = synonym ?? nearest(word, children, furthestSubcommand);
  const instead =
    meant === undefined ? `: it has ${children.join(', ')}` : hint(`${topic} ${meant}`);
  return usage(`${topic} has no command “${word}”${instead}`, `iamra ${topic} --help`);
}

function noHelpCommand(words: readonly string[], commands: readonly string[]): IamraError {
  const subject = [words.slice(0, 2), words.slice(0, 1)]
    .map((prefix) => prefix.join(' '))
    .find((prefix) => commands.includes(prefix) || childrenOf(prefix, commands).length > 0);
  const fix = subject === undefined ? 'iamra --help' : `iamra ${subject} --help`;
  return usage('There is no command “help”', fix);
}

function wordsOf(line: readonly string[]): readonly string[] {
  const firstFlag = line.findIndex((word) => word.startsWith('-'));
  return firstFlag < 0 ? line : line.slice(0, firstFlag);
}

function childrenOf(topic: string, commands: readonly string[]): string[] {
  return commands
    .filter((command) => command.startsWith(`${topic} `))
    .map((command) => command.slice(topic.length + 1));
}

function hint(meant: string | undefined): string {
  return meant === undefined ? '' : `; did you mean “iamra ${meant}”?`;
}

function usage(message: string, fix: string): IamraError {
  return new IamraError('IAMRA901', message, { fix });
}

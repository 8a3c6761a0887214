import { IamraError } from '../../errors/iamra-error.ts';
import { parseTargets, parseTypes, type Target } from '../target.ts';
import type { TargetType } from '../target-type.ts';

/** Which objects are meant. */
export type Selection =
  | { readonly kind: 'named'; readonly targets: readonly Target[] }
  | {
      readonly kind: 'labelled';
      readonly types: readonly TargetType[];
      /** kubectl's syntax; undefined: all of the types. */
      readonly labels: string | undefined;
    }
  | { readonly kind: 'files'; readonly files: readonly string[]; readonly recursive: boolean };

/** What the command line says about objects. */
export interface SelectionWords {
  readonly words: readonly string[];
  readonly labels: string | undefined;
  readonly all: boolean;
  readonly files: readonly string[];
  readonly recursive: boolean;
  readonly namespace: string | undefined;
  readonly allNamespaces: boolean;
}

const ways = 'name objects as TYPE/NAME, or give TYPE with --selector or --all, or --filename';

/**
 * Which objects are meant: by name, by label, all of a type, or those of manifests.
 * @throws {IamraError} IAMRA901 where that is said in no way, in two, or in half a one
 */
export function parseSelection(given: SelectionWords): Selection {
  const { words, labels, all, files, recursive } = given;
  refuseTwoWays(given);
  refuseIdleFlags(given);
  if (files.length > 0) return { kind: 'files', files, recursive };
  if (labels !== undefined || all) return { kind: 'labelled', types: typesOf(given), labels };
  if (words.length === 0) throw usage('No object is named.', ways);
  return { kind: 'named', targets: parseTargets(words) };
}

function typesOf({ words, labels, all }: SelectionWords): TargetType[] {
  const flag = all ? '--all' : '--selector';
  const [word] = words;
  if (word === undefined) throw usage(`${flag} needs a type.`, `give it as deployment ${flag}`);
  if (words.length > 1 || word.includes('/')) {
    throw usage(`${flag} and names exclude one another: “${words.join(' ')}”.`, ways);
  }
  if (labels?.trim() === '') {
    throw usage('The label selector is empty.', 'give labels as app=web, or --all for all objects');
  }
  return parseTypes(word);
}

function refuseTwoWays({
  words,
  labels,
  all,
  files,
  namespace,
  allNamespaces,
}: SelectionWords): void {
  const isLabelled = labels !== undefined;
  const isFiles = files.length > 0;
  const pairs: ReadonlyArray<readonly [boolean, string, string]> = [
    [all && isLabelled, '--all', '--selector'],
    [isFiles && words.length > 0, '--filename', `“${words.join(' ')}”`],
    [isFiles && isLabelled, '--filename', '--selector'],
    [isFiles && all, '--filename', '--all'],
    [isFiles && allNamespaces, '--filename', '--all-namespaces'],
    [allNamespaces && namespace !== undefined, '--all-namespaces', '--namespace'],
  ];
  const found = pairs.find(([isGiven]) => isGiven);
  if (found === undefined) return;
  const [, one, other] = found;
  throw usage(`${one} and ${other} exclude one another.`, `leave out ${one} or ${other}`);
}

function refuseIdleFlags({ labels, all, files, recursive, allNamespaces }: SelectionWords): void {
  if (recursive && files.length === 0) {
    throw usage('--recursive is for the folder of --filename.', 'name the folder with --filename');
  }
  if (allNamespaces && labels === undefined && !all) {
    const fix = 'add --all or --selector, or name one with --namespace';
    throw usage('A name is in one namespace, not in all.', fix);
  }
}

function usage(message: string, fix: string): IamraError {
  return new IamraError('IAMRA901', message, { fix });
}

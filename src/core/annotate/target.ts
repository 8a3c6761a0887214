import { IamraError } from '../errors/iamra-error.ts';
import { nearest } from '../nearest.ts';
import { type TargetType, targetTypes } from './target-type.ts';

/** The object that the user names. */
export interface Target {
  readonly type: TargetType;
  readonly name: string;
}

const madeByOthers = ['pod', 'pods', 'po', 'replicaset', 'replicasets', 'rs'];
const namePattern = /^[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?$/;

/**
 * Reads `TYPE NAME…` or `TYPE/NAME…`, with kubectl's words for the types.
 * @throws {IamraError} IAMRA901 for what is neither, and for a type that can't be annotated
 */
export function parseTargets(words: readonly string[]): Target[] {
  const [first = '', ...rest] = words;
  if (words.some((word) => word.includes('/'))) {
    return words.map((word) => {
      const parts = word.split('/');
      const [type = '', name = ''] = parts;
      if (parts.length !== 2) throw notNamed(words, 'name each as TYPE/NAME, or all as TYPE NAME…');
      return namedTarget(findType(type), name);
    });
  }
  if (rest.length === 0) throw notNamed(words, 'give it as deployment web');
  const type = findType(first);
  return rest.map((name) => namedTarget(type, name));
}

/**
 * Reads `TYPE` or `TYPE,TYPE`, as kubectl does.
 * @throws {IamraError} IAMRA901 for a type that can't be annotated
 */
export function parseTypes(word: string): TargetType[] {
  return [...new Set(word.split(',').map(findType))];
}

/** As kubectl takes it: `deployment/web`. */
export function formatTarget({ type, name }: Target): string {
  return `${type.words[0] ?? ''}/${name}`;
}

function namedTarget(type: TargetType, name: string): Target {
  if (namePattern.test(name)) return { type, name };
  throw usage(`“${name}” cannot be the name of a ${type.kind}.`, 'kubectl get lists the names');
}

function findType(word: string): TargetType {
  // kubectl takes the group as well: deployments.apps
  const asked = word.toLowerCase().split('.')[0] ?? '';
  const found = targetTypes.find(({ words }) => words.includes(asked));
  if (found !== undefined) return found;
  if (madeByOthers.includes(asked)) {
    throw usage(
      `A ${asked} cannot be annotated for credentials: it is too late for it.`,
      'annotate what makes it: a Deployment, StatefulSet, DaemonSet, CronJob or Job',
    );
  }
  const known = targetTypes.map(({ words }) => words[0] ?? '');
  const meant = nearest(
    asked,
    targetTypes.flatMap(({ words }) => words),
  );
  throw usage(
    `“${word}” is no type that iamra annotates${meant === undefined ? '' : `; did you mean “${meant}”?`}`,
    `use one of ${known.join(', ')}`,
  );
}

function notNamed(words: readonly string[], fix: string): IamraError {
  return usage(`“${words.join(' ')}” is not TYPE NAME.`, fix);
}

function usage(message: string, fix: string): IamraError {
  return new IamraError('IAMRA901', message, { fix });
}

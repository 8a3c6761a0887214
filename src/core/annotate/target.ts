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
 * Reads `TYPE NAME` or `TYPE/NAME`, with kubectl's words for the types.
 * @throws {IamraError} IAMRA901 for what is neither, and for a type that can't be annotated
 */
export function parseTarget(words: readonly string[]): Target {
  const parts = words.flatMap((word) => word.split('/'));
  const [word = '', name = ''] = parts;
  if (parts.length !== 2) {
    throw usage(`“${words.join(' ')}” is not TYPE NAME.`, 'give it as deployment web');
  }
  const type = findType(word);
  if (!namePattern.test(name)) {
    throw usage(`“${name}” cannot be the name of a ${type.kind}.`, 'kubectl get lists the names');
  }
  return { type, name };
}

/** As kubectl takes it: `deployment/web`. */
export function formatTarget({ type, name }: Target): string {
  return `${type.words[0] ?? ''}/${name}`;
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

function usage(message: string, fix: string): IamraError {
  return new IamraError('IAMRA901', message, { fix });
}

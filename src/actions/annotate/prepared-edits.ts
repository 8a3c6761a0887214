import { IamraError } from '../../core/errors/iamra-error.ts';
import type { Kube } from '../../kube/kube.ts';
import { mapConcurrently } from '../doctor/gather/map-concurrently.ts';
import { atOnce } from './annotate-input.ts';
import type { PreparedEdit } from './prepared-edit.ts';

/** An object that can't be changed. */
export interface RefusedObject {
  /** As messages name it: `Deployment default/web`. */
  readonly object: string;
  readonly error: IamraError;
}

/** All that would be written, and what can't be. */
export interface PreparedEdits {
  readonly kube: Kube;
  readonly edits: readonly PreparedEdit[];
  readonly refused: readonly RefusedObject[];
}

/** What came of work on several objects. */
export interface Sorted<T> {
  readonly done: readonly T[];
  readonly refused: readonly RefusedObject[];
}

/**
 * Works on objects one by one: what is wrong with one does not stop the others.
 * @throws {IamraError} whatever would be wrong with the others as well
 */
export async function sortOut<T, R>(
  items: readonly T[],
  describe: (item: T) => string,
  work: (item: T) => Promise<R>,
): Promise<Sorted<R>> {
  const outcomes = await mapConcurrently(items, atOnce, async (item) => {
    try {
      return { kind: 'done' as const, result: await work(item) };
    } catch (error) {
      if (!IamraError.is(error) || error.code === 'IAMRA101') throw error;
      return { kind: 'refused' as const, object: describe(item), error };
    }
  });
  return {
    done: outcomes.flatMap((outcome) => (outcome.kind === 'done' ? [outcome.result] : [])),
    refused: outcomes.flatMap((outcome) =>
      outcome.kind === 'refused' ? [{ object: outcome.object, error: outcome.error }] : [],
    ),
  };
}

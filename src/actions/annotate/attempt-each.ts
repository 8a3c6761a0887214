import { IamraError } from '../../core/errors/iamra-error.ts';
import { mapConcurrently } from '../doctor/gather/map-concurrently.ts';
import { atOnce } from './annotate-input.ts';
import type { RefusedObject } from './prepared-edits.ts';

/** What came of work on several objects. */
export interface Attempts<T> {
  readonly done: readonly T[];
  readonly refused: readonly RefusedObject[];
}

/**
 * Works on objects one by one: what is wrong with one does not stop the others.
 * @throws {IamraError} whatever would be wrong with the others as well
 */
export async function attemptEach<T, R>(
  items: readonly T[],
  describe: (item: T) => string,
  work: (item: T) => Promise<R>,
): Promise<Attempts<R>> {
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

import { errorMessage } from '../../core/errors/error-message.ts';
import type { Narrator } from '../demo/narrator.ts';

/** What the demo made, to be taken away in the end; the last comes first. */
export interface Belongings {
  readonly add: (title: string, undo: () => Promise<unknown>) => void;
  /** Takes away all that can be; gives the first failure. */
  readonly takeAway: () => Promise<Error | undefined>;
}

export function startBelongings(narrator: Narrator): Belongings {
  const made: { title: string; undo: () => Promise<unknown> }[] = [];
  return {
    add: (title, undo) => {
      made.unshift({ title, undo });
    },
    takeAway: async () => {
      const failures: Error[] = [];
      for (const { title, undo } of made.splice(0)) {
        try {
          await narrator.step(title, undo);
        } catch (error) {
          narrator.refusal(errorMessage(error));
          failures.push(error instanceof Error ? error : new Error(errorMessage(error)));
        }
      }
      return failures[0];
    },
  };
}

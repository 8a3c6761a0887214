import { setTimeout as sleep } from 'node:timers/promises';
import type { Context } from '../../context.ts';
import { IamraError } from '../../core/errors/iamra-error.ts';
import type { Patience } from './annotate-input.ts';
import type { FoundTarget } from './found-target.ts';
import { readCertificateProblem } from './observe-rollout.ts';

/**
 * Waits until cert-manager has issued a Certificate.
 * @throws {IamraError} IAMRA176 with cert-manager's reason where it takes too long
 */
export async function awaitCertificate(
  { now, signal }: Context,
  found: FoundTarget,
  name: string,
  patience: Patience,
): Promise<void> {
  const deadline = now().getTime() + patience.milliseconds;
  for (;;) {
    const problem = await readCertificateProblem(found, name);
    if (problem === undefined) return;
    if (now().getTime() >= deadline) {
      const seconds = Math.round(patience.milliseconds / 1000);
      throw new IamraError('IAMRA176', `After ${seconds} s ${problem}`, {
        fix: `iamra doctor, or kubectl describe certificate ${name} -n ${found.reference.namespace}`,
      });
    }
    await sleep(patience.pollMilliseconds, undefined, { signal });
  }
}

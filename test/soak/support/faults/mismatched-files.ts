import type { Fault } from '../fault.ts';
import { pause } from '../pause.ts';
import { podNames } from '../pod.ts';

const lastsSeconds = [0, 3] as const;

/** A new certificate lies beside the old key, until the agent has seen it and a little longer. */
export const mismatchedFiles: Fault = {
  name: 'files swapped, key and certificate do not match',
  victims: podNames,
  strike: async ({ pods: [pod], random }) => {
    const log = pod.log();
    await pod.secret.whileMismatched(async () => {
      await log.until('IAMRA403');
      await pause(random, lastsSeconds);
    });
    return undefined;
  },
};

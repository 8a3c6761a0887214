import { pollUntil } from '../../../fixtures/poll-until.ts';
import type { Fault } from '../fault.ts';
import { pause } from '../pause.ts';

const lastsSeconds = [1, 6] as const;
const beyondSeconds = [2, 6] as const;
const unreachableCode = 'IAMRA419';

/** Roles Anywhere refuses connections, for less time than sessions live. */
export const unreachable: Fault = {
  name: 'Roles Anywhere unreachable',
  strike: async ({ pods, random }) => {
    const logs = pods.map((pod) => pod.log());
    await Promise.all(pods.map((pod) => pod.gate.shut()));
    await pollUntil(() => logs.some((log) => log.has(unreachableCode)) || undefined);
    await pause(random, lastsSeconds);
    await Promise.all(pods.map((pod) => pod.gate.open()));
    return undefined;
  },
};

/** Roles Anywhere refuses the connections of one pod, until its session has ended. */
export const unreachableForLong: Fault = {
  name: 'Roles Anywhere unreachable for longer than a session',
  declared: 'from the end of the last session until the agent is ready again',
  victims: ['boto3', 'Go v2', 'JavaScript v3 by IMDS'],
  strike: async ({ pods: [pod], random }) => {
    const log = pod.log();
    await pod.gate.shut();
    await log.until(unreachableCode);
    const from = await pod.credentialsExpiry();
    const left = (from - Date.now()) / 1000;
    await pause(random, [left + beyondSeconds[0], left + beyondSeconds[1]]);
    await pod.gate.open();
    await pod.ready();
    return { pod: pod.workload.name, from, to: Date.now() };
  },
};

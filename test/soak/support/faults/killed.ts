import type { Fault } from '../fault.ts';
import { pause } from '../pause.ts';
import { podNames } from '../pod.ts';

const restartSeconds = [0, 3] as const;

/** An agent is killed, and started again as a kubelet does. */
export const agentKilled: Fault = {
  name: 'agent killed',
  declared: 'from the kill until the agent is ready again',
  victims: podNames,
  strike: async ({ pods: [pod], random }) => {
    const from = Date.now();
    await pod.killAgent();
    await pause(random, restartSeconds);
    pod.startAgent();
    await pod.ready();
    return { pod: pod.workload.name, from, to: Date.now() };
  },
};

const downSeconds = [1, 6] as const;

/** The emulator is killed, and with it STS. */
export const emulatorKilled: Fault = {
  name: 'emulator killed',
  declared: 'from the kill until it answers again: STS is gone, too',
  strike: async ({ aws, random }) => {
    const from = Date.now();
    await aws.kill();
    await pause(random, downSeconds);
    await aws.start();
    return { from, to: Date.now() };
  },
};

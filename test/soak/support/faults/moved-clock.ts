import type { Fault } from '../fault.ts';

// AWS takes signatures within five minutes, and the agent corrects for more than four. Sessions of a minute
// bear no clock that is ahead by less: of AWS's, which last 15 minutes at least, it takes those minutes away.
// Less than half a minute is no jump for the agent.
const behind = [-200, -35] as const;
const ahead = [245, 285] as const;

/** The clock of a pod jumps, away from AWS's and back; SDK and agent live by it. */
export const movedClock: Fault = {
  name: 'clock moved',
  // The other SDKs are no programs of Node.js, whose clock can be moved without that of the machine.
  victims: ['JavaScript v3'],
  strike: async ({ pods: [pod], random }) => {
    const [shortest, longest] = random() < 0.5 ? behind : ahead;
    for (const seconds of [shortest + (longest - shortest) * random(), 0]) {
      const log = pod.log();
      pod.moveClock(seconds);
      await log.until('The clock jumped');
      await log.until('Session issued');
    }
    return undefined;
  },
};

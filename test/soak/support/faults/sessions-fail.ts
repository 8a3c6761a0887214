import type { Fault as Answer } from '../../../../src/emulator/faults/fault-rule.ts';
import type { Fault } from '../fault.ts';
import { pause } from '../pause.ts';

// From the first request that meets it: what the agents hold then lives longer.
const lastsSeconds = [1, 6] as const;

const issued = 201;

/** What CreateSession does, and the status by which the emulator tells it; 0 where it cut the connection. */
interface Trouble {
  readonly answer: Answer;
  readonly status: number;
}

/** CreateSession answers wrongly, while STS goes on. */
export const sessionsFail: readonly Fault[] = [
  trouble('CreateSession throttled', () => ({ answer: { kind: 'throttle' }, status: 429 })),
  trouble('CreateSession answers 5xx', (random) => {
    const status = random() < 0.5 ? 500 : 503;
    return { answer: { kind: 'error', status }, status };
  }),
  trouble('CreateSession hangs up', () => ({ answer: { kind: 'hang-up' }, status: 0 })),
  trouble('CreateSession slow', (random) => {
    const milliseconds = Math.round(2000 + 6000 * random());
    return { answer: { kind: 'delay', milliseconds }, status: issued };
  }),
];

function trouble(name: string, choose: (random: () => number) => Trouble): Fault {
  return {
    name,
    strike: async ({ aws, random }) => {
      const { answer, status } = choose(random);
      await aws.setFault(answer);
      await aws.nextSession(status);
      await pause(random, lastsSeconds);
      await aws.setFault(undefined);
      return undefined;
    },
  };
}

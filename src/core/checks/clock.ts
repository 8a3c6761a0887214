import { clockSkew, describeSkew } from '../session/clock-skew.ts';
import type { Check, Verdict } from './check.ts';
import { warning } from './finding.ts';

/** This machine's clock: a hint for those of the nodes, and what AWS's own tools sign by. */
export const clock: Check<'awsClock'> = {
  name: 'clock',
  category: 'aws',
  title: 'The clock of this machine agrees with AWS’s',
  codes: ['IAMRA234'],
  needs: ['awsClock'],
  judge: ({ awsClock: { date, readAt } }) => judgeClock(date, readAt),
};

/** @param date the header `Date` of an answer that came at `readAt` */
export function judgeClock(date: string | undefined, readAt: Date): Verdict {
  const skew = clockSkew(date, readAt);
  if (skew === undefined) return { skipped: 'AWS did not tell the time' };
  if (skew === 0) return { findings: [] };
  const message = `The clock of this machine is ${describeSkew(skew)}; beyond five minutes AWS refuses signatures.`;
  return { findings: [warning('IAMRA234', message)] };
}

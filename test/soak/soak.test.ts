import { randomInt } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { writeReliabilitySection } from '../fixtures/reliability-page.ts';
import { podNames } from './support/pod.ts';
import { renderSoak } from './support/render-soak.ts';
import { runSoak, type SoakResult } from './support/run-soak.ts';
import { faults } from './support/schedule.ts';
import type { Verdict } from './support/verdict.ts';
import { soakWorkloads } from './support/workloads.ts';

const minutes = numberOf('IAMRA_SOAK_MINUTES', 2);
const seed = numberOf('IAMRA_SOAK_SEED', randomInt(1_000_000));
const longestGapMilliseconds = 10_000;
// Installing the SDKs, and what the last faults take.
const beyondMinutes = 10;

let result: SoakResult;

function numberOf(name: string, fallback: number): number {
  const value = Number(process.env[name] ?? fallback);
  if (!(value > 0)) throw new Error(`${name} must be a number above 0, not “${process.env[name]}”`);
  return value;
}

function tell(line: string): void {
  process.stdout.write(`soak: ${line}\n`);
}

beforeAll(
  async () => {
    tell(`IAMRA_SOAK_SEED=${seed} IAMRA_SOAK_MINUTES=${minutes}`);
    result = await runSoak({ seed, minutes, workloads: await soakWorkloads(), tell });
    const markdown = renderSoak(result);
    process.stdout.write(`${markdown}\n`);
    if (process.env['IAMRA_WRITE_FIGURES'] === '1') await writeReliabilitySection('soak', markdown);
  },
  (minutes + beyondMinutes) * 60_000,
);

function verdict(name: (typeof podNames)[number]): Verdict {
  const found = result.verdicts.get(name);
  if (found === undefined) throw new Error(`no verdict on ${name}`);
  return found;
}

describe.each(podNames)('%s', (name) => {
  it('has no failed call outside of the windows that faults declare', () => {
    expect(verdict(name).failedOutside).toEqual([]);
  });

  it('calls the whole time', () => {
    expect(verdict(name).longestGapMilliseconds).toBeLessThan(longestGapMilliseconds);
  });

  it('goes from session to session', () => {
    const { keys, leastKeys } = verdict(name);
    expect(keys).toBeGreaterThanOrEqual(leastKeys);
  });
});

it.each(faults)('“$name” took place', ({ name }) => {
  expect(result.struck.map((struck) => struck.name)).toContain(name);
});

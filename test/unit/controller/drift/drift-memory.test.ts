import { describe, expect, it } from 'vitest';
import { IamraError } from '../../../../src/core/errors/iamra-error.ts';
import { DriftMemory } from '../../../../webhook/controller/drift/drift-memory.ts';
import type {
  DriftedResource,
  DriftReport,
} from '../../../../webhook/controller/drift/drift-report.ts';

const change = (details: readonly string[]): DriftedResource => ({
  kind: 'role',
  action: 'update',
  resource: 'role web',
  details,
});
const report = (...drifted: DriftedResource[]): DriftReport => ({ compared: 3, drifted });
const unreachable = new IamraError('IAMRA205', 'GetRole got no answer');

const reasons = (memory: DriftMemory, result: DriftReport | IamraError): string[] =>
  memory.learn(result).map(({ event }) => `${event.type} ${event.reason}`);

describe('what is said of drift', () => {
  it('is nothing while there is none', () => {
    const memory = new DriftMemory();
    expect(memory.learn(report())).toEqual([]);
    expect(memory.learn(report())).toEqual([]);
  });

  it('is that it begins, changes and ends, and nothing while it stays', () => {
    const memory = new DriftMemory();
    expect(reasons(memory, report(change(['a: 1 → 2'])))).toEqual(['Warning IAMRA280']);
    expect(reasons(memory, report(change(['a: 1 → 2'])))).toEqual([]);
    expect(reasons(memory, report(change(['a: 1 → 3'])))).toEqual(['Warning IAMRA280']);
    expect(reasons(memory, report())).toEqual(['Normal DriftEnded']);
  });

  it('is a failure once, and its end; the drift that was there is not told anew', () => {
    const memory = new DriftMemory();
    memory.learn(report(change(['a: 1 → 2'])));
    expect(reasons(memory, unreachable)).toEqual(['Warning IAMRA205']);
    expect(reasons(memory, unreachable)).toEqual([]);
    expect(reasons(memory, new IamraError('IAMRA212', 'Slower.'))).toEqual(['Warning IAMRA212']);
    expect(reasons(memory, report(change(['a: 1 → 2'])))).toEqual([
      'Normal DriftDetectionRecovered',
    ]);
  });

  it('names fields in the Event, and has the lines of a policy in the log', () => {
    const drifted = change(['trust policy:', '  - "Effect": "Deny"', '  + "Effect": "Allow"']);
    const [news] = new DriftMemory().learn(report(drifted));
    expect(news?.event.message).toBe(
      'IAMRA280 AWS differs from iamra.yaml in 1 resource: role web (trust policy). Fix: iamra plan shows the difference, iamra init puts it right',
    );
    expect(news?.log).toMatchObject({ code: 'IAMRA280', resources: [drifted] });
  });

  it('names what is missing as such', () => {
    const [news] = new DriftMemory().learn(report({ ...change(['x']), action: 'create' }));
    expect(news?.event.message).toContain('in 1 resource: role web is missing. Fix: ');
  });

  it('fits into an Event, with the fix, whatever drifted', () => {
    const drifted = Array.from({ length: 50 }, (_, index) => change([`field ${index}: 1 → 2`]));
    const message = new DriftMemory().learn(report(...drifted))[0]?.event.message ?? '';
    expect(message.length).toBeLessThan(1024);
    expect(message).toMatch(/^IAMRA280 AWS differs from iamra.yaml in 50 resources: .*…\. Fix: /);
  });
});

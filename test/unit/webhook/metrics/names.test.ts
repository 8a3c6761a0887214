import { describe, expect, it } from 'vitest';
import { type MetricFamily, metricFamilies, unmoved } from '../../../fixtures/metric-families.ts';
import { metricPages } from '../../../fixtures/metric-pages.ts';

const families = metricPages().flatMap(({ page }) => metricFamilies(page));
const named = families.map((family) => [family.name, family] as const);

/** Units that are no base units, and abbreviations. */
const otherUnits =
  /(?:^|_)(?:milliseconds?|ms|minutes?|hours?|days?|nanoseconds?|kilobytes?|kb|megabytes?|mb|percent|sec|secs)(?:_|$)/;
const reserved = /_(?:bucket|count|sum|info)$/;

function labelsOf({ samples }: MetricFamily): string[] {
  return samples.flatMap((sample) =>
    [...sample.matchAll(/([\w:]+)="/g)].map(([, name = '']) => name),
  );
}

// https://prometheus.io/docs/practices/naming/ and what promtool's linter asks for.
describe.each(named)('%s', (name, family) => {
  it('has a name by the conventions', () => {
    expect(name).toMatch(
      /^(?:iamra_(?:webhook|controller|agent|drift)|process)_[a-z\d]+(?:_[a-z\d]+)*$/,
    );
    expect(name).not.toMatch(otherUnits);
    expect(name).not.toMatch(reserved);
    expect(name).not.toMatch(/gauge|counter|histogram|summary/);
  });

  it('ends with _total if, and only if, it is a counter', () => {
    expect(name.endsWith('_total')).toBe(family.type === 'counter');
  });

  it('says in a sentence what it is', () => {
    expect(family.help).toMatch(/^[A-Z\d].{9,}\.$/);
  });

  it('has labels by the conventions, and those of its type alone', () => {
    const labels = labelsOf(family);
    for (const label of labels) expect(label).toMatch(/^[a-z]+(?:_[a-z]+)*$/);
    expect(labels.includes('le')).toBe(family.type === 'histogram');
    expect(labels.includes('quantile')).toBe(family.type === 'summary');
  });

  it('shows samples here, so that this test sees all of it', () => {
    expect(family.samples).not.toEqual([]);
  });
});

it('each process describes a metric once', () => {
  for (const { page } of metricPages()) {
    const names = metricFamilies(page).map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
  }
});

/** What the process is and is told, and what only time moves. */
const steady = [
  'process_start_time_seconds',
  'process_resident_memory_bytes',
  'iamra_drift_interval_seconds',
  'iamra_webhook_event_loop_delay_seconds',
];

it.each(metricPages())('each metric of the $process is moved', ({ before, page }) => {
  expect(unmoved(before, page).filter((name) => !steady.includes(name))).toEqual([]);
});

import { describe, expect, it } from 'vitest';
import { Counter } from '../../../../webhook/observe/metrics/counter.ts';
import { Gauge } from '../../../../webhook/observe/metrics/gauge.ts';
import { Histogram } from '../../../../webhook/observe/metrics/histogram.ts';
import { renderMetrics } from '../../../../webhook/observe/metrics/metric.ts';

describe('the Prometheus text format', () => {
  it('shows a counter with one sample for each combination of labels', () => {
    const counter = new Counter({ name: 'c_total', help: 'Things.' }, ['a', 'b']);
    counter.declare({ a: 'x', b: '0' });
    counter.increment({ a: 'x', b: '1' });
    counter.increment({ b: '1', a: 'x' });
    expect(counter.render().split('\n')).toEqual([
      '# HELP c_total Things.',
      '# TYPE c_total counter',
      'c_total{a="x",b="0"} 0',
      'c_total{a="x",b="1"} 2',
    ]);
  });

  it('escapes what would end a label', () => {
    const counter = new Counter({ name: 'c_total', help: 'Things.' }, ['a']);
    counter.increment({ a: 'q"b\\n\n' });
    expect(counter.render()).toContain(String.raw`c_total{a="q\"b\\n\n"} 1`);
  });

  it('shows a gauge as it is now, and no sample where there is none yet', () => {
    const values: number[] = [];
    const gauge = new Gauge({ name: 'g', help: 'Now.' }, () => values[0]);
    expect(gauge.render()).toBe('# HELP g Now.\n# TYPE g gauge');
    values.push(7);
    expect(gauge.render()).toBe('# HELP g Now.\n# TYPE g gauge\ng 7');
  });

  it('shows a histogram with buckets that include the smaller ones', () => {
    const histogram = new Histogram({ name: 'h', help: 'Spread.' }, [1, 2]);
    for (const value of [0.5, 1, 1.5, 3]) histogram.observe(value);
    expect(renderMetrics([histogram])).toBe(
      [
        '# HELP h Spread.',
        '# TYPE h histogram',
        'h_bucket{le="1"} 2',
        'h_bucket{le="2"} 3',
        'h_bucket{le="+Inf"} 4',
        'h_sum 6',
        'h_count 4',
        '',
      ].join('\n'),
    );
  });
});

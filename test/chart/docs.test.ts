import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { chartFolder } from './support/helm.ts';

const page = readFileSync('docs/chart.md', 'utf8');
const values = parse(readFileSync(`${chartFolder}/values.yaml`, 'utf8')) as object;
/** Of Kubernetes' own types: one row for all of it. */
const whole = new Set(['webhook.resources', 'controller.resources']);

/** The path of each value, with its default. */
function leaves(object: object, prefix = ''): Array<[string, unknown]> {
  return Object.entries(object).flatMap(([key, value]: [string, unknown]) => {
    const path = `${prefix}${key}`;
    const isLeaf = typeof value !== 'object' || value === null || Array.isArray(value);
    if (isLeaf || whole.has(path) || Object.keys(value).length === 0) return [[path, value]];
    return leaves(value, `${path}.`);
  });
}

const rows = [...page.matchAll(/^\| `([\w.]+)` \| (.*?)\|/gm)].map(
  ([, name = '', preset = '']) => [name, preset.trim()] as const,
);

it('docs/chart.md lists every value of the chart, in the same order', () => {
  expect(rows.map(([name]) => name)).toEqual(leaves(values).map(([path]) => path));
});

it('docs/chart.md tells the defaults', () => {
  const presets = new Map(leaves(values));
  for (const [name, preset] of rows) {
    if (whole.has(name)) continue;
    const value = presets.get(name);
    const text = typeof value === 'string' ? value : JSON.stringify(value).replaceAll('"', '');
    expect(preset, name).toBe(text === '' ? '' : `\`${text}\``);
  }
});

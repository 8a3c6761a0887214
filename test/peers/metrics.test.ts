import { execa } from 'execa';
import { beforeAll, expect, it } from 'vitest';
import { metricPages } from '../fixtures/metric-pages.ts';
import { goProgram } from './support/go-program.ts';

let program: string;

beforeAll(async () => {
  program = await goProgram('lint-metrics');
});

async function lint(page: string): Promise<unknown> {
  const { stdout } = await execa(program, { input: page });
  return JSON.parse(stdout);
}

it.each(metricPages())(
  'Prometheus’ own linter has no objection to the metrics of the $process',
  async ({ page }) => {
    expect(await lint(page)).toEqual([]);
  },
);

it('it has objections where there are any', async () => {
  const page = '# HELP jobMilliseconds Time.\n# TYPE jobMilliseconds counter\njobMilliseconds 1\n';
  expect(await lint(page)).not.toEqual([]);
});

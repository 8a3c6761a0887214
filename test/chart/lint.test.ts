import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { chartFolder, helm, helmVersions } from './support/helm.ts';
import { names, renderChart, template } from './support/render-chart.ts';

describe.each(helmVersions)('%s', (version) => {
  it('finds nothing to complain of in the chart', async () => {
    const values = { cluster: 'home' };
    const { exitCode, stdout } = await helm(version, ['lint', '--strict', chartFolder], { values });

    expect(stdout).toContain('0 chart(s) failed');
    expect(stdout).not.toMatch(/WARNING|ERROR/);
    expect(exitCode).toBe(0);
  });

  it('renders the chart without a cluster', async () => {
    expect(names(await renderChart({}, { version })).length).toBeGreaterThan(30);
  });

  it('refuses a Kubernetes that has no ValidatingAdmissionPolicy', async () => {
    const { stderr } = await template({ cluster: 'home' }, { version, kubeVersion: '1.29.9' });

    expect(stderr).toContain('chart requires kubeVersion: >=1.30.0-0');
  });

  it('says what is missing where the cluster has no name', async () => {
    const { exitCode, stderr } = await template({}, { version });

    expect(stderr).toContain('cluster is not set');
    expect(stderr).toContain('Fix: --set cluster=NAME');
    expect(exitCode).toBe(1);
  });
});

it('both versions of Helm render the same objects', async () => {
  const [one = [], other = []] = await Promise.all(
    helmVersions.map((version) => renderChart({}, { version })),
  );
  const byName = (objects: typeof one): unknown =>
    objects.toSorted((a, b) => JSON.stringify(a).localeCompare(JSON.stringify(b)));

  expect(byName(one)).toEqual(byName(other));
});

it('the chart has the version of the program', () => {
  const chart = parse(readFileSync(`${chartFolder}/Chart.yaml`, 'utf8')) as Record<string, string>;
  const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };

  expect(chart).toMatchObject({ version, appVersion: version });
});

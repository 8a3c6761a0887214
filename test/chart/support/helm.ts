import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { execa } from 'execa';
import { afterAll } from 'vitest';
import { tool } from '../../cluster/tools/tool.ts';

export type HelmVersion = 'helm-3' | 'helm-4';

export const helmVersions: readonly HelmVersion[] = ['helm-3', 'helm-4'];

export const chartFolder = resolve('charts/iamra-injector');

export interface Ended {
  readonly exitCode: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
}

export interface HelmOptions {
  /** The values, as an object. */
  readonly values?: object;
  /** Default: a cluster that nobody can reach. */
  readonly kubeconfig?: string;
}

const home = mkdtempSync(join(tmpdir(), 'iamra-helm-'));
afterAll(() => {
  rmSync(home, { recursive: true, force: true });
});

/** Runs Helm to its end; a user's settings and cluster play no part. */
export async function helm(
  version: HelmVersion,
  words: readonly string[],
  { values = {}, kubeconfig = join(home, 'none') }: HelmOptions = {},
): Promise<Ended> {
  const withValues = words.some((word) => word === chartFolder) ? ['--values', '-'] : [];
  const { exitCode, stdout, stderr } = await execa(await tool(version), [...words, ...withValues], {
    input: JSON.stringify(values),
    reject: false,
    extendEnv: false,
    env: {
      HOME: home,
      KUBECONFIG: kubeconfig,
      HELM_CACHE_HOME: join(home, 'cache'),
      HELM_CONFIG_HOME: join(home, 'config'),
      HELM_DATA_HOME: join(home, 'data'),
    },
  });
  return { exitCode, stdout, stderr };
}

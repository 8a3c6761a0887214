import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, expect, it } from 'vitest';

const state = mkdtempSync(join(tmpdir(), 'iamra-cluster-script-'));
// Neither kind nor anything else of this machine is to be found.
const environment = { PATH: dirname(process.execPath), HOME: state, XDG_STATE_HOME: state };

afterAll(() => {
  rmSync(state, { recursive: true });
});

function cluster(
  commandLine: readonly string[],
  more: Readonly<Record<string, string>> = {},
): { status: number | null; stdout: string; stderr: string } {
  return spawnSync(process.execPath, ['scripts/cluster.ts', ...commandLine], {
    encoding: 'utf8',
    env: { ...environment, ...more },
  });
}

it.each([['kubectl', 'get', 'pods'], ['shell']])(
  'npm run cluster -- %s starts no cluster where none runs, and says how to start one',
  (...commandLine) => {
    const { status, stdout, stderr } = cluster(commandLine);
    expect(stderr).toBe('No cluster runs: start one with npm run cluster -- up.\n');
    expect(stdout).toBe('');
    expect(status).toBe(3);
  },
);

it('npm run cluster -- kubectl refuses a given kubeconfig that does not exist', () => {
  const { status, stderr } = cluster(['kubectl'], { IAMRA_TEST_KUBECONFIG: join(state, 'none') });
  expect(stderr).toContain('No cluster runs');
  expect(status).toBe(3);
});

it('npm run cluster -- status says that nothing runs', () => {
  const { status, stdout } = cluster(['status']);
  expect(stdout).toContain('Nothing runs.');
  expect(status).toBe(0);
});

it('npm run cluster tells what it takes, and refuses what it does not', () => {
  expect(cluster([])).toMatchObject({
    status: 0,
    stderr: expect.stringContaining('usage:') as string,
  });
  expect(cluster(['upp'])).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('usage:') as string,
  });
});

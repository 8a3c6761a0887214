import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, expect, it } from 'vitest';

const state = mkdtempSync(join(tmpdir(), 'iamra-processes-'));
const records = join(state, 'iamra/cluster/processes');
// Read when the module is loaded.
process.env['XDG_STATE_HOME'] = state;
const { checkProcesses, listProcesses, stopProcess } = await import(
  '../../cluster/machine/processes.ts'
);

beforeEach(() => {
  rmSync(records, { recursive: true, force: true });
  mkdirSync(records, { recursive: true });
});

afterAll(() => {
  rmSync(state, { recursive: true });
});

function record(name: string, text: string): void {
  writeFileSync(join(records, name), text);
}

it('stopping a component without a record is no error', async () => {
  await expect(stopProcess('etcd')).resolves.toBeUndefined();
});

it('stopping a component that is gone removes its record', async () => {
  const child = spawn(process.execPath, ['--eval', '']);
  await once(child, 'close');
  record('etcd', JSON.stringify({ pid: child.pid, startTime: '1' }));
  expect(listProcesses()).toEqual(new Map([['etcd', false]]));
  await stopProcess('etcd');
  expect(existsSync(join(records, 'etcd'))).toBe(false);
});

it('a later process with the id of a component is left alone', async () => {
  record('etcd', JSON.stringify({ pid: process.pid, startTime: '1' }));
  await stopProcess('etcd');
  expect(listProcesses()).toEqual(new Map());
});

it('a record that was cut off counts as a component that ended', async () => {
  record('etcd', '{"pid": 1');
  expect(listProcesses()).toEqual(new Map([['etcd', false]]));
  await stopProcess('etcd');
  expect(listProcesses()).toEqual(new Map());
});

it('a component that ended without a log is named all the same', () => {
  record('etcd', '');
  expect(checkProcesses).toThrow(/^etcd ended: it left no log/);
});

import { join } from 'node:path';
import { goProgram } from '../../peers/support/go-program.ts';
import { pythonProgram } from '../../peers/support/python-program.ts';
import type { Workload } from './pod.ts';

const repository = join(import.meta.dirname, '../../..');
const javascript = [
  process.execPath,
  join(repository, 'test/peers/programs/steady-calls.mjs'),
  repository,
] as const;

/**
 * Three SDKs as they are. Of those that use instance metadata, only that for JavaScript bears sessions of a minute:
 * boto3 keeps what it got for longer than that, and Go's to their very last moment.
 */
export async function soakWorkloads(): Promise<readonly Workload[]> {
  const [python, go] = await Promise.all([
    pythonProgram('current', 'steady_calls.py'),
    goProgram('steady-calls-go'),
  ]);
  return [
    { name: 'boto3', endpoint: 'container', command: python },
    { name: 'JavaScript v3', endpoint: 'container', command: javascript },
    { name: 'JavaScript v3 by IMDS', endpoint: 'imds', command: javascript },
    { name: 'Go v2', endpoint: 'container', command: [go] },
  ];
}

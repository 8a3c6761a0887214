import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, it, onTestFinished } from 'vitest';
import { buildImage } from '../../scripts/build/image.ts';
import { startApiServer } from '../fixtures/api-server.ts';
import type { ApiCall } from '../fixtures/api-server-answers.ts';
import { certificatesOf, manyIdentities } from '../fixtures/many-identities.ts';
import { pollUntil } from '../fixtures/poll-until.ts';

const identities = 2000;
const mebibyte = 1024 * 1024;

/** Starts the bundle of the image; gives its health port. */
async function startController(kubeconfig: string): Promise<number> {
  const image = await mkdtemp(join(tmpdir(), 'iamra-scale-'));
  await buildImage(image);
  const child = spawn(process.execPath, [join(image, 'controller.mjs')], {
    env: {
      KUBECONFIG: kubeconfig,
      IAMRA_CLUSTER: 'home',
      IAMRA_LEASE_NAMESPACE: 'iamra-system',
      IAMRA_HEALTH_PORT: '0',
      // As the chart has it.
      NODE_OPTIONS: '--max-semi-space-size=8',
      MALLOC_ARENA_MAX: '2',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const closed = once(child, 'close');
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await closed;
    await rm(image, { recursive: true });
  });
  for await (const line of createInterface(child.stdout)) {
    const { message, healthPort } = JSON.parse(line) as { message: string; healthPort?: number };
    if (message === 'listening' && healthPort !== undefined) {
      // What nobody reads would fill the pipe.
      child.stdout.resume();
      return healthPort;
    }
  }
  throw new Error('the controller ended');
}

async function metrics(healthPort: number): Promise<Map<string, number>> {
  const page = await (await fetch(`http://127.0.0.1:${healthPort}/metrics`)).text();
  const samples = page.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return new Map(
    samples.map((line) => {
      const [name = '', value = ''] = line.split(/ (?=[^ ]+$)/);
      return [name, Number(value)];
    }),
  );
}

const isOfLease = ({ path }: ApiCall): boolean => path.includes('/leases');

it('asks for nothing but its Lease once 2,000 identities are as they should be, in less than 150 MiB', async () => {
  const server = await startApiServer();
  onTestFinished(() => server.stop());
  const objects = manyIdentities(identities);
  server.put(...objects, ...certificatesOf(objects));

  const healthPort = await startController(server.kubeconfig);
  const name = 'iamra_controller_reconciliations_total{kind="serviceaccount",outcome="label"}';
  await pollUntil(async () => (await metrics(healthPort)).get(name) === identities || undefined);
  await pollUntil(async () => {
    const found = await metrics(healthPort);
    return found.get('iamra_controller_queue_length') === 0 || undefined;
  });

  const settled = server.calls.length;
  const since = (): ApiCall[] => server.calls.slice(settled);
  const renewals = (): ApiCall[] =>
    since().filter((call) => isOfLease(call) && call.method !== 'GET');
  await pollUntil(() => renewals().length >= 2 || undefined);
  expect(since().filter((call) => !isOfLease(call))).toEqual([]);
  // One read and one write, about every two seconds.
  expect(since().length).toBeLessThanOrEqual(2 * renewals().length + 1);

  const found = await metrics(healthPort);
  expect(found.get('iamra_controller_identities')).toBe(identities);
  const memory = (found.get('process_resident_memory_bytes') ?? Infinity) / mebibyte;
  expect(memory).toBeLessThan(150);
  const written = server.calls.filter(
    ({ method, path }) => method !== 'GET' && path.includes('cert-manager'),
  );
  expect(written).toEqual([]);
});

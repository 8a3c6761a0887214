import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { admissionReview } from '../fixtures/admission-review.ts';
import { makeCa } from '../fixtures/certificates.ts';
import { settings } from '../fixtures/pods.ts';
import { usualPod } from '../fixtures/usual-pod.ts';
import { servingFiles } from '../fixtures/webhook.ts';
import type { BenchOptions, BenchResult } from './bench-result.ts';
import { putLoad, type Throughput } from './support/load.ts';
import { median } from './support/median.ts';
import { sampleMemory } from './support/sample-memory.ts';
import { type ServerProcess, startServer } from './support/server-process.ts';

const rounds = 3;
const connections = 50;
/** As the chart starts it: Node's own choice is for machines with memory to spare. */
const nodeOptions = ['--max-semi-space-size=8'];
const allocatorOptions = { MALLOC_ARENA_MAX: '2' };
const mebibyte = 1024 * 1024;

/** Throughput and latency beside a bare server, and memory over many reviews. Wants `dist/image`. */
export async function measure({ short }: BenchOptions): Promise<BenchResult[]> {
  const folder = mkdtempSync(join(tmpdir(), 'iamra-bench-'));
  try {
    await writeInputs(folder);
    return [
      ...(await measureThroughput(folder, short ? 5 : 15)),
      ...(await measureMemory(folder, short ? 60_000 : 1_000_000)),
    ];
  } finally {
    rmSync(folder, { recursive: true });
    for (const log of logs(folder)) rmSync(log, { force: true });
  }
}

async function writeInputs(folder: string): Promise<void> {
  const files = {
    ...(await servingFiles(await makeCa(new Date()))),
    'settings.json': JSON.stringify(settings),
    'review.json': JSON.stringify(admissionReview(usualPod)),
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
}

/** Outside of the folder, which the webhook watches. */
function logs(folder: string): [string, string] {
  return [`${folder}.log`, `${folder}.log.pipe`];
}

function startWebhook(folder: string): Promise<ServerProcess> {
  return startServer([...nodeOptions, 'dist/image/webhook.mjs'], logs(folder)[0], {
    ...allocatorOptions,
    IAMRA_LISTEN_ADDRESS: '127.0.0.1',
    IAMRA_PORT: '0',
    IAMRA_HEALTH_PORT: '0',
    IAMRA_TLS_DIRECTORY: folder,
    IAMRA_SETTINGS_FILE: join(folder, 'settings.json'),
    IAMRA_DRAIN_SECONDS: '0',
  });
}

async function measureThroughput(folder: string, seconds: number): Promise<BenchResult[]> {
  const webhook = await startWebhook(folder);
  const bare = await startServer(
    ['test/bench/support/bare-server.ts', folder],
    join(folder, 'bare.log'),
  );
  const load = ({ port }: ServerProcess): Promise<Throughput> =>
    putLoad({
      url: `https://127.0.0.1:${port}/mutate/credentials?timeout=10s`,
      bodyFile: join(folder, 'review.json'),
      connections,
      amount: { seconds },
    });
  const ratios: Throughput[] = [];
  await load(bare);
  await load(webhook);
  for (let round = 0; round < rounds; round++) {
    const [theirs, ours] = [await load(bare), await load(webhook)];
    ratios.push({
      requestsPerSecond: ours.requestsPerSecond / theirs.requestsPerSecond,
      p99Milliseconds: ours.p99Milliseconds / theirs.p99Milliseconds,
    });
  }
  await Promise.all([webhook.stop(), bare.stop()]);
  return [
    {
      name: 'webhook, requests/s',
      value: median(ratios.map(({ requestsPerSecond }) => requestsPerSecond)),
      unit: '× bare server',
      budget: 0.75,
      comparison: 'at least',
    },
    {
      name: 'webhook, p99 of the latency',
      value: median(ratios.map(({ p99Milliseconds }) => p99Milliseconds)),
      unit: '× bare server',
      budget: 1.5,
      comparison: 'at most',
    },
  ];
}

async function measureMemory(folder: string, reviews: number): Promise<BenchResult[]> {
  const webhook = await startWebhook(folder);
  const memory = sampleMemory(webhook);
  await putLoad({
    url: `https://127.0.0.1:${webhook.port}/mutate/credentials?timeout=10s`,
    bodyFile: join(folder, 'review.json'),
    connections,
    amount: { requests: reviews },
  });
  const samples = await memory.stop();
  await webhook.stop();
  return [
    {
      name: `webhook, memory after ${reviews} reviews`,
      value: (samples.at(-1) ?? Number.NaN) / mebibyte,
      unit: 'MiB RSS',
      budget: 128,
      comparison: 'at most',
    },
    {
      name: 'webhook, memory of the fourth quarter',
      value: median(quarter(samples, 3)) / median(quarter(samples, 2)),
      unit: '× third quarter',
      budget: 1.05,
      comparison: 'at most',
    },
  ];
}

function quarter(samples: readonly number[], index: number): number[] {
  const length = samples.length / 4;
  return samples.slice(Math.floor(index * length), Math.ceil((index + 1) * length));
}

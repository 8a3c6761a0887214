import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeCa } from '../../fixtures/certificates.ts';
import { settings } from '../../fixtures/pods.ts';
import { pollUntil } from '../../fixtures/poll-until.ts';
import { servingFiles } from '../../fixtures/webhook.ts';
import { putLoad } from './load.ts';
import type { LoadPlan, LoadResult } from './load-plan.ts';
import { type ReviewName, reviews } from './reviews.ts';
import { type ServerProcess, startServer } from './server-process.ts';

/** Webhooks and bare servers with one certificate, and the reviews that they are sent. */
export interface WebhookStage {
  /** Of a webhook as it runs in a cluster, on free ports of loopback. */
  readonly commandLine: readonly string[];
  readonly environment: NodeJS.ProcessEnv;
  /** The built webhook, once it knows the rules. */
  readonly startWebhook: () => Promise<ServerProcess>;
  /** Parses a review and sends it back, over TLS. */
  readonly startBare: () => Promise<ServerProcess>;
  /** Reviews for servers in turns; a result for each. */
  readonly load: <const Servers extends readonly ServerProcess[]>(
    servers: Servers,
    load: ReviewLoad,
  ) => Promise<{ readonly [Index in keyof Servers]: LoadResult }>;
  readonly close: () => Promise<void>;
}

export interface ReviewLoad extends Pick<LoadPlan, 'connections' | 'amount' | 'rate'> {
  readonly review: ReviewName;
  readonly path?: '/mutate/credentials' | '/mutate/rules';
}

// As the chart starts it: left alone, both take memory as on a machine with plenty of it.
const commandLine = ['--max-semi-space-size=8', 'dist/image/webhook.mjs'];
const allocatorOptions = { MALLOC_ARENA_MAX: '2' };

/** Sets the stage in a folder of its own, with an API server that holds ten rules; wants `dist/image`. */
export async function createWebhookStage(): Promise<WebhookStage> {
  const folder = mkdtempSync(join(tmpdir(), 'iamra-bench-'));
  const inputs = join(folder, 'inputs');
  const kubeconfig = join(folder, 'kubeconfig');
  const logFile = (name: string): string => join(folder, `${name}.log`);
  await writeInputs(inputs);
  const apiServer = await startServer({
    commandLine: ['test/bench/support/api-server.ts', kubeconfig],
    logFile: logFile('api-server'),
    core: 'load',
  });
  const environment = environmentOf(inputs, kubeconfig);
  return {
    commandLine,
    environment,
    startWebhook: async () => {
      const webhook = await startServer({ commandLine, logFile: logFile('webhook'), environment });
      await pollUntil(() => webhook.countLines('took over rules') > 0 || undefined);
      return webhook;
    },
    startBare: () =>
      startServer({
        commandLine: ['test/bench/support/bare-server.ts', inputs],
        logFile: logFile('bare'),
      }),
    load: async (servers, { review, path = '/mutate/credentials', ...plan }) => {
      const results = await putLoad({
        urls: servers.map(({ port }) => `https://127.0.0.1:${port}${path}?timeout=10s`),
        bodyFile: join(inputs, reviewFile(review)),
        ...plan,
      });
      return results as { [Index in keyof typeof servers]: LoadResult };
    },
    close: async () => {
      await apiServer.stop();
      rmSync(folder, { recursive: true });
    },
  };
}

async function writeInputs(folder: string): Promise<void> {
  mkdirSync(folder);
  const files = {
    ...(await servingFiles(await makeCa(new Date()))),
    'settings.json': JSON.stringify(settings),
    ...Object.fromEntries(
      Object.entries(reviews).map(([name, review]) => [reviewFile(name), JSON.stringify(review)]),
    ),
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
}

function reviewFile(name: string): string {
  return `review-${name}.json`;
}

function environmentOf(inputs: string, kubeconfig: string): NodeJS.ProcessEnv {
  return {
    ...allocatorOptions,
    KUBECONFIG: kubeconfig,
    IAMRA_KUBERNETES: 'true',
    IAMRA_RULES: 'true',
    IAMRA_LISTEN_ADDRESS: '127.0.0.1',
    IAMRA_PORT: '0',
    IAMRA_HEALTH_PORT: '0',
    IAMRA_TLS_DIRECTORY: inputs,
    IAMRA_SETTINGS_FILE: join(inputs, 'settings.json'),
    IAMRA_DRAIN_SECONDS: '0',
  };
}

import type { BenchOptions, Figures, TableFigures } from './figures.ts';
import type { LoadResult } from './support/load-plan.ts';
import { median } from './support/median.ts';
import { checkOutcomes } from './support/outcomes.ts';
import { ratioOf } from './support/ratio.ts';
import type { ReviewName } from './support/reviews.ts';
import type { ServerProcess } from './support/server-process.ts';
import { createWebhookStage, type ReviewLoad, type WebhookStage } from './support/webhook-stage.ts';

const turns = 8;
const usual = {
  review: 'usual',
  connections: 50,
  amount: { turns },
} as const satisfies ReviewLoad;

/** What no budget holds: more and fewer connections, smaller and larger pods, pods of others. */
export async function measure({ short }: BenchOptions): Promise<Figures> {
  if (short) return {};
  const stage = await createWebhookStage();
  try {
    const servers = { bare: await stage.startBare(), webhook: await stage.startWebhook() };
    const tables = await measureTables(stage, servers);
    await checkOutcomes(servers.webhook, ['injected', 'skipped']);
    await Promise.all([servers.bare.stop(), servers.webhook.stop()]);
    return { tables };
  } finally {
    await stage.close();
  }
}

interface Servers {
  readonly bare: ServerProcess;
  readonly webhook: ServerProcess;
}

async function measureTables(stage: WebhookStage, servers: Servers): Promise<TableFigures> {
  const row = (load: Partial<ReviewLoad>): Promise<number[]> =>
    loadBoth(stage, servers, { ...usual, ...load });
  const atRate = async (rate: number): Promise<number[]> => {
    const [result] = await stage.load([servers.webhook], { ...usual, rate });
    return latencies(result);
  };
  const ofSize = (review: ReviewName): Promise<number[]> => row({ review, connections: 10 });
  return {
    connections: await inTurn([1, 10, 50, 200], (connections) => row({ connections })),
    rates: await inTurn([100, 1000, 2000], atRate),
    sizes: await inTurn(['small', 'usual', 'large', 'huge'], ofSize),
    paths: [
      ...(await inTurn(['ofServiceAccount', 'byItself', 'notOptedIn'], (review) =>
        row({ review }),
      )),
      await row({ path: '/mutate/rules' }),
    ],
  };
}

async function loadBoth(
  stage: WebhookStage,
  { webhook, bare }: Servers,
  load: ReviewLoad,
): Promise<number[]> {
  const [theirs, ours] = await stage.load([bare, webhook], load);
  return [median(ours.rates), ratioOf(ours, theirs), ...latencies(ours), theirs.p999];
}

function latencies({ p50, p95, p99, p999 }: LoadResult): number[] {
  return [p50, p95, p99, p999];
}

async function inTurn<const T>(
  inputs: readonly T[],
  measureOne: (input: T) => Promise<number[]>,
): Promise<number[][]> {
  const rows: number[][] = [];
  for (const input of inputs) rows.push(await measureOne(input));
  return rows;
}

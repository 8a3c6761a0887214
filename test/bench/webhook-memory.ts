import type { BenchOptions, Figures } from './figures.ts';
import { median } from './support/median.ts';
import { sampleMemory } from './support/sample-memory.ts';
import { createWebhookStage } from './support/webhook-stage.ts';

const mebibyte = 1024 * 1024;

/** The webhook's memory over a million reviews. */
export async function measure({ short }: BenchOptions): Promise<Figures> {
  const stage = await createWebhookStage();
  try {
    const webhook = await stage.startWebhook();
    const memory = sampleMemory(webhook);
    const answers = short ? 60_000 : 1_000_000;
    await stage.load([webhook], { review: 'usual', connections: 50, amount: { answers } });
    const samples = (await memory.stop()).map((bytes) => bytes / mebibyte);
    await webhook.stop();
    return {
      budgets: {
        webhookMemory: samples.at(-1) ?? Number.NaN,
        webhookGrowth: median(quarter(samples, 3)) / median(quarter(samples, 2)),
      },
      tables: { memory: quarterEnds(samples) },
    };
  } finally {
    await stage.close();
  }
}

function quarter(samples: readonly number[], index: number): number[] {
  const length = samples.length / 4;
  return samples.slice(Math.floor(index * length), Math.ceil((index + 1) * length));
}

/** The first sample, then the last of each quarter. */
function quarterEnds(samples: readonly number[]): number[][] {
  const ends = [0, 1, 2, 3].map((index) => quarter(samples, index).at(-1));
  return [samples[0], ...ends].map((mebibytes) => [mebibytes ?? Number.NaN]);
}

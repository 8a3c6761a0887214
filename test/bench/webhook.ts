import type { BenchOptions, Figures } from './figures.ts';
import { checkOutcomes } from './support/outcomes.ts';
import { ratioOf } from './support/ratio.ts';
import { createWebhookStage, type ReviewLoad } from './support/webhook-stage.ts';

/** Reviews a second and their latency, beside a bare server. */
export async function measure({ short }: BenchOptions): Promise<Figures> {
  const stage = await createWebhookStage();
  try {
    const bare = await stage.startBare();
    const webhook = await stage.startWebhook();
    const amount = { turns: short ? 5 : 30 };
    const ratios = async (
      path: Required<ReviewLoad>['path'],
    ): Promise<{ rate: number; tail: number }> => {
      const load = { review: 'usual', connections: 50, amount, path } as const;
      const [theirs, ours] = await stage.load([bare, webhook], load);
      return { rate: ratioOf(ours, theirs), tail: ours.p99 / theirs.p99 };
    };
    const credentials = await ratios('/mutate/credentials');
    const rules = await ratios('/mutate/rules');
    await checkOutcomes(webhook, ['injected']);
    await Promise.all([bare.stop(), webhook.stop()]);
    return {
      budgets: {
        webhookThroughput: credentials.rate,
        webhookTail: credentials.tail,
        rulesThroughput: rules.rate,
        rulesTail: rules.tail,
      },
    };
  } finally {
    await stage.close();
  }
}

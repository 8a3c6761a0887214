/** What a figure must hold, on any machine: nearly all are ratios to something measured beside it. */
export interface Budget {
  readonly name: string;
  readonly unit: string;
  readonly comparison: 'at least' | 'at most';
  readonly limit: number;
}

const bareServer = '× bare server';
const emptyNode = '× empty node';

/** Every budget, in the order in which docs/performance.md shows them. */
export const budgets = {
  webhookThroughput: {
    name: 'webhook, reviews/s',
    unit: bareServer,
    comparison: 'at least',
    limit: 0.75,
  },
  webhookTail: {
    name: 'webhook, p99 of the latency',
    unit: bareServer,
    comparison: 'at most',
    limit: 1.5,
  },
  rulesThroughput: {
    name: 'webhook with 10 rules, reviews/s',
    unit: bareServer,
    comparison: 'at least',
    limit: 0.65,
  },
  rulesTail: {
    name: 'webhook with 10 rules, p99 of the latency',
    unit: bareServer,
    comparison: 'at most',
    limit: 1.5,
  },
  webhookMemory: {
    name: 'webhook, memory after the reviews',
    unit: 'MiB RSS',
    comparison: 'at most',
    limit: 128,
  },
  webhookGrowth: {
    name: 'webhook, memory in the fourth quarter of the reviews',
    unit: '× third quarter',
    comparison: 'at most',
    limit: 1.05,
  },
  plan: { name: 'plan of a 5 KB pod', unit: 'µs', comparison: 'at most', limit: 50 },
  planRules: {
    name: 'plan of a 5 KB pod, 10 rules',
    unit: 'µs',
    comparison: 'at most',
    limit: 50,
  },
  planMetRules: {
    name: 'plan of a 5 KB pod, 10 rules, of which it has a variable',
    unit: 'µs',
    comparison: 'at most',
    limit: 50,
  },
  planOthersRules: {
    name: 'plan of a 5 KB pod, 10 rules for others',
    unit: 'µs',
    comparison: 'at most',
    limit: 5,
  },
  deployment: {
    name: '500 pods of a Deployment, with the webhook',
    unit: '× without',
    comparison: 'at most',
    limit: 1.15,
  },
  creations: {
    name: '500 pods as fast as they come, with the webhook',
    unit: '× bare webhook',
    comparison: 'at most',
    limit: 1.5,
  },
  agentThroughput: {
    name: 'agent, cached credentials/s of processor time',
    unit: '× bare node:http server',
    comparison: 'at least',
    limit: 0.8,
  },
  agentMemory: {
    name: 'agent, private memory while it renews over HTTPS',
    unit: '× idle node:http server',
    comparison: 'at most',
    limit: 1.25,
  },
  agentStart: {
    name: 'agent, start to first credential',
    unit: '× bare node:http server',
    comparison: 'at most',
    limit: 2.5,
  },
  agentStartMilliseconds: {
    name: 'agent, start to first credential, median',
    unit: 'ms',
    comparison: 'at most',
    limit: 400,
  },
  controllerMemory: {
    name: 'identity controller of 2,000 ServiceAccounts, memory',
    unit: 'MB RSS',
    comparison: 'at most',
    limit: 150,
  },
  controllerRequests: {
    name: 'identity controller of 2,000 ServiceAccounts, nothing to do',
    unit: 'requests/s',
    comparison: 'at most',
    limit: 5,
  },
  version: { name: 'iamra --version', unit: emptyNode, comparison: 'at most', limit: 1.5 },
  help: { name: 'iamra --help', unit: emptyNode, comparison: 'at most', limit: 3 },
  doctor: { name: 'iamra doctor, first line', unit: emptyNode, comparison: 'at most', limit: 4 },
} as const satisfies Record<string, Budget>;

export type BudgetName = keyof typeof budgets;

/** Says whether a figure is within its budget; NaN is not. */
export function holds({ comparison, limit }: Budget, value: number): boolean {
  return comparison === 'at least' ? value >= limit : value <= limit;
}

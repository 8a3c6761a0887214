/** A table of figures without a budget. */
export interface Table {
  /** What the rows are. */
  readonly subject: string;
  readonly rows: readonly string[];
  readonly columns: readonly Column[];
}

export interface Column {
  readonly title: string;
  readonly decimals: number;
}

const latencies = [
  { title: 'p50 ms', decimals: 2 },
  { title: 'p95 ms', decimals: 2 },
  { title: 'p99 ms', decimals: 2 },
  { title: 'p99.9 ms', decimals: 2 },
];

const load = [
  { title: 'reviews/s', decimals: 0 },
  { title: '× bare server', decimals: 2 },
  ...latencies,
  { title: 'p99.9 of the bare server', decimals: 2 },
];

/** Every table of docs/performance.md beside the one of the budgets. */
export const tables = {
  connections: { subject: 'connections', rows: ['1', '10', '50', '200'], columns: load },
  rates: {
    subject: 'reviews/s, evenly spaced',
    rows: ['100', '1000', '2000'],
    columns: latencies,
  },
  sizes: { subject: 'pod', rows: ['2 KB', '5 KB', '50 KB', '500 KB'], columns: load },
  paths: {
    subject: 'pod',
    rows: [
      'opted in by its ServiceAccount',
      'opted in by itself alone',
      'not opted in',
      'matched by 10 rules',
    ],
    columns: load,
  },
  memory: {
    subject: 'reviews answered',
    rows: ['none', 'a quarter', 'half', 'three quarters', 'all'],
    columns: [{ title: 'MiB RSS', decimals: 0 }],
  },
  start: {
    subject: 'process',
    rows: ['empty node', 'webhook, until it is ready'],
    columns: [
      { title: 'ms', decimals: 0 },
      { title: '× empty node', decimals: 2 },
    ],
  },
  agentStart: {
    subject: 'process, until its first answer',
    rows: ['bare node:http server', 'agent'],
    columns: [
      { title: 'fastest ms', decimals: 0 },
      { title: 'median ms', decimals: 0 },
      { title: 'slowest ms', decimals: 0 },
    ],
  },
  agents: {
    subject: '50 agents, MiB',
    rows: ['PSS', 'Private_Dirty', 'RSS'],
    columns: [
      { title: 'median', decimals: 1 },
      { title: 'largest', decimals: 1 },
      { title: 'all together', decimals: 0 },
      { title: 'each further one adds', decimals: 1 },
    ],
  },
  controller: {
    subject: '2,000 ServiceAccounts',
    rows: ['until each has its certificate', 'two minutes after that'],
    columns: [
      { title: 'seconds', decimals: 0 },
      { title: 'requests', decimals: 0 },
      { title: 'requests/s', decimals: 2 },
      { title: 'most MB RSS', decimals: 0 },
    ],
  },
  creations: {
    subject: '500 pods',
    rows: [
      'without a webhook',
      'with a bare webhook',
      'not opted in',
      'opted in by themselves',
      'opted in by their ServiceAccount',
    ],
    columns: [
      { title: 'seconds', decimals: 2 },
      { title: 'pods/s', decimals: 0 },
      { title: '× without', decimals: 2 },
      { title: '× bare webhook', decimals: 2 },
      { title: 'ms each, one at a time', decimals: 2 },
    ],
  },
  deployment: {
    subject: 'Deployment of 500 replicas',
    rows: ['without a webhook', 'opted in'],
    columns: [
      { title: 'seconds', decimals: 1 },
      { title: '× without', decimals: 2 },
    ],
  },
} as const satisfies Record<string, Table>;

export type TableName = keyof typeof tables;

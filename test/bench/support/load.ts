import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';

export interface Load {
  readonly url: string;
  /** A file with the JSON that each request carries. */
  readonly bodyFile: string;
  readonly connections: number;
  /** How long, or how many requests in all. */
  readonly amount: { readonly seconds: number } | { readonly requests: number };
}

export interface Throughput {
  readonly requestsPerSecond: number;
  readonly p99Milliseconds: number;
}

interface AutocannonResult {
  readonly errors: number;
  readonly non2xx: number;
  readonly requests: { readonly average: number };
  readonly latency: { readonly p99: number };
}

/** Sends POST requests over connections that are kept alive, from a process of its own. */
export async function putLoad({ url, bodyFile, connections, amount }: Load): Promise<Throughput> {
  const many =
    'seconds' in amount
      ? ['--duration', String(amount.seconds)]
      : ['--amount', String(amount.requests)];
  const child = spawn(
    process.execPath,
    [
      'node_modules/autocannon/autocannon.js',
      ...['--json', '--connections', String(connections), ...many],
      ...['--method', 'POST', '--headers', 'content-type=application/json'],
      ...['--input', bodyFile, url],
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const [output] = await Promise.all([text(child.stdout), once(child, 'exit')]);
  const { errors, non2xx, requests, latency } = JSON.parse(output) as AutocannonResult;
  if (errors + non2xx > 0) throw new Error(`${url}: ${errors} errors, ${non2xx} refusals.`);
  return { requestsPerSecond: requests.average, p99Milliseconds: latency.p99 };
}

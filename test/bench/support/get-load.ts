import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';

const connections = 10;

interface AutocannonResult {
  readonly errors: number;
  readonly non2xx: number;
  readonly requests: { readonly total: number };
}

/** How many requests a URL answers in so many seconds, over connections that are kept alive. */
export async function getLoad(
  url: string,
  authorization: string,
  seconds: number,
): Promise<number> {
  const child = spawn(
    process.execPath,
    [
      'node_modules/autocannon/autocannon.js',
      ...['--json', '--connections', String(connections), '--duration', String(seconds)],
      ...['--headers', `authorization=${authorization}`, url],
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const [output] = await Promise.all([text(child.stdout), once(child, 'exit')]);
  const { errors, non2xx, requests } = JSON.parse(output) as AutocannonResult;
  if (errors + non2xx > 0) throw new Error(`${url}: ${errors} errors, ${non2xx} refusals.`);
  return requests.total;
}

import { readFileSync, writeFileSync } from 'node:fs';
import type { LoadPlan } from './load-plan.ts';
import { LoadTarget } from './load-target.ts';
import { evenly, withoutPause } from './pace.ts';

// A process of its own: takes a LoadPlan as its argument, and prints a LoadResult for each server.
const warmUpTurns = 2;

const plan = JSON.parse(process.argv[2] ?? '{}') as LoadPlan;
const targets = plan.urls.map((text) => {
  const url = new URL(text);
  return new LoadTarget(url, wholeRequest(url, plan), plan.connections);
});

await giveTurns(warmUpTurns);
for (const target of targets) target.reset();
const { amount } = plan;
if ('turns' in amount) await giveTurns(amount.turns);
else while (targets.some(({ answers }) => answers < amount.answers)) await giveTurns(1);
writeFileSync(process.stdout.fd, JSON.stringify(targets.map(({ result }) => result)));
process.exit();

async function giveTurns(turns: number): Promise<void> {
  const { rate } = plan;
  for (let turn = 0; turn < turns; turn++) {
    for (const target of targets) {
      await target.run(rate === undefined ? withoutPause() : evenly(rate));
    }
  }
}

function wholeRequest(url: URL, { headers = {}, bodyFile }: LoadPlan): Buffer {
  const body = bodyFile === undefined ? Buffer.alloc(0) : readFileSync(bodyFile);
  const lines = [
    `${bodyFile === undefined ? 'GET' : 'POST'} ${url.pathname}${url.search} HTTP/1.1`,
    `host: ${url.host}`,
    'content-type: application/json',
    `content-length: ${body.length}`,
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
  ];
  return Buffer.concat([Buffer.from(`${lines.join('\r\n')}\r\n\r\n`), body]);
}

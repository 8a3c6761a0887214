import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import type { BenchOptions, Figures } from './figures.ts';
import { onCore } from './support/cores.ts';
import { median } from './support/median.ts';
import { createWebhookStage, type WebhookStage } from './support/webhook-stage.ts';

const rounds = 15;

/** From the start of the process until /readyz says 200, in turns with a Node that does nothing. */
export async function measure({ short }: BenchOptions): Promise<Figures> {
  if (short) return {};
  const stage = await createWebhookStage();
  const times: Array<{ readonly empty: number; readonly ready: number }> = [];
  try {
    for (let round = 0; round < rounds; round++) {
      times.push({ empty: await untilExit(), ready: await untilReady(stage) });
    }
  } finally {
    await stage.close();
  }
  const row = (of: (time: (typeof times)[number]) => number): number[] => [
    median(times.map(of)),
    median(times.map((time) => of(time) / time.empty)),
  ];
  return { tables: { start: [row(({ empty }) => empty), row(({ ready }) => ready)] } };
}

async function untilExit(): Promise<number> {
  const begin = performance.now();
  const [file, ...words] = onCore('server', [process.execPath, '--eval', '']);
  await once(spawn(file, words, { stdio: 'ignore' }), 'exit');
  return performance.now() - begin;
}

/** The line of the log says where to ask; the time ends when the answer is yes. */
async function untilReady({ commandLine, environment }: WebhookStage): Promise<number> {
  const begin = performance.now();
  const [file, ...words] = onCore('server', [process.execPath, ...commandLine]);
  const webhook = spawn(file, words, {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { PATH: process.env['PATH'], ...environment },
  });
  const exited = once(webhook, 'exit');
  const url = `http://127.0.0.1:${await healthPort(webhook.stdout)}/readyz`;
  while (!(await fetch(url)).ok);
  const milliseconds = performance.now() - begin;
  webhook.kill();
  await exited;
  return milliseconds;
}

async function healthPort(log: Readable): Promise<number> {
  let text = '';
  for await (const chunk of log.setEncoding('utf8')) {
    text += String(chunk);
    const [, port] = /"message":"listening".*"healthPort":(\d+)/.exec(text) ?? [];
    if (port !== undefined) return Number(port);
  }
  throw new Error(`the webhook ended: ${text}`);
}

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { onCore } from './cores.ts';
import type { LoadPlan, LoadResult } from './load-plan.ts';

const generator = join(import.meta.dirname, 'load-generator.ts');

/** Sends requests from a process of its own; gives a result for each server. Any answer but a 200 ends it. */
export async function putLoad(plan: LoadPlan): Promise<LoadResult[]> {
  const [file, ...words] = onCore('load', [process.execPath, generator, JSON.stringify(plan)]);
  const child = spawn(file, words, { stdio: ['ignore', 'pipe', 'inherit'] });
  const [output, [status]] = await Promise.all([
    text(child.stdout),
    once(child, 'exit') as Promise<[number | null]>,
  ]);
  if (status !== 0) throw new Error(`the load on ${plan.urls.join(', ')} ended with ${status}`);
  return JSON.parse(output) as LoadResult[];
}

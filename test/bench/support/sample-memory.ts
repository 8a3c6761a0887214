import { setTimeout as sleep } from 'node:timers/promises';
import type { ServerProcess } from './server-process.ts';

const pauseMilliseconds = 250;

/** Asks /metrics for the resident memory, in bytes, again and again until it is stopped. */
export function sampleMemory({ healthPort }: ServerProcess): { stop(): Promise<number[]> } {
  const samples: number[] = [];
  const stopped = new AbortController();
  const sampling = sampleUntil(stopped.signal, async () => {
    samples.push(await residentMemory(healthPort ?? 0));
  });
  return {
    stop: async () => {
      stopped.abort();
      await sampling;
      return samples;
    },
  };
}

async function sampleUntil(stopped: AbortSignal, sample: () => Promise<void>): Promise<void> {
  while (!stopped.aborted) {
    await sample();
    await sleep(pauseMilliseconds);
  }
}

async function residentMemory(healthPort: number): Promise<number> {
  const answer = await fetch(`http://127.0.0.1:${healthPort}/metrics`);
  const [, bytes] = /^process_resident_memory_bytes (\d+)$/m.exec(await answer.text()) ?? [];
  return Number(bytes);
}

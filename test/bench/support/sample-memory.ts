import { setTimeout as sleep } from 'node:timers/promises';
import { readSamples } from './read-samples.ts';
import type { ServerProcess } from './server-process.ts';

const pauseMilliseconds = 250;

/** Asks /metrics for the resident memory, in bytes, again and again until it is stopped. */
export function sampleMemory(server: ServerProcess): { stop(): Promise<number[]> } {
  const samples: number[] = [];
  const stopped = new AbortController();
  const sampling = sampleUntil(stopped.signal, async () => {
    samples.push((await readSamples(server)).get('process_resident_memory_bytes') ?? Number.NaN);
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

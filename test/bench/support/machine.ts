import { availableParallelism, cpus } from 'node:os';

/** The machine in so far as figures depend on it. */
export function machine(): string {
  const cores = availableParallelism();
  const model = cpus()[0]?.model.trim() ?? 'an unknown CPU';
  return `${cores} ${cores === 1 ? 'core' : 'cores'} of ${model}, Node ${process.version}`;
}

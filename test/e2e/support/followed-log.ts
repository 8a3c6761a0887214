import type { UserMachine } from './installation.ts';

export interface LogLine {
  /** RFC 3339 with nanoseconds: in the order of time. */
  readonly time: string;
  readonly text: string;
}

/** Reads the log of a container that runs until the container ends, which may be after its pod is gone. */
export async function followLog(
  { kubectl }: UserMachine,
  namespace: string,
  pod: string,
  container: string,
): Promise<LogLine[]> {
  const words = ['logs', pod, `--container=${container}`, `--namespace=${namespace}`];
  const text = await kubectl([...words, '--follow', '--timestamps']);
  return text.split('\n').map((line) => {
    const [time = '', ...rest] = line.split(' ');
    return { time, text: rest.join(' ') };
  });
}

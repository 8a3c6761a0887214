import { poll } from '../poll.ts';

/** Longer than a pod drains, by the chart's values. */
const seconds = 60;
const pollMilliseconds = 500;

/** Whether something came true in time; whoever interrupts it has an installation all the same. */
export async function pollAfterwards(
  isTrue: () => Promise<boolean>,
  signal: AbortSignal,
): Promise<boolean> {
  const ask = async (): Promise<true | undefined> => (await isTrue()) || undefined;
  const untilAborted = (error: unknown): undefined => {
    if (!signal.aborted) throw error;
  };
  return (await poll(ask, { seconds, pollMilliseconds, signal }).catch(untilAborted)) ?? false;
}

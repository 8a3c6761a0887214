import type { ServerProcess } from './server-process.ts';

/** What /metrics of a process shows, by name and labels. */
export async function readSamples({ healthPort }: ServerProcess): Promise<Map<string, number>> {
  const page = await (await fetch(`http://127.0.0.1:${healthPort ?? 0}/metrics`)).text();
  const samples = page.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return new Map(
    samples.map((line) => {
      const end = line.lastIndexOf(' ');
      return [line.slice(0, end), Number(line.slice(end + 1))];
    }),
  );
}

import { fitted } from './fitted.ts';
import { frameMilliseconds, frames } from './step.ts';
import { style } from './style.ts';
import type { Job, Tell } from './terminal.ts';

/** The lines of work that goes on. */
interface Board {
  readonly tell: (index: number, status: string) => void;
  readonly end: (index: number, isWell: boolean) => void;
  readonly close: () => void;
}

/**
 * Runs pieces of work, so many at a time, each behind a live line on a terminal; elsewhere one plain
 * line for each tells how it ended.
 */
export async function runSteps<T>(
  stream: NodeJS.WriteStream,
  jobs: ReadonlyArray<Job<T>>,
  atOnce: number,
): Promise<Array<PromiseSettledResult<T>>> {
  const board = stream.isTTY ? liveBoard(stream, jobs) : plainBoard(stream, jobs);
  const ends: Array<PromiseSettledResult<T>> = [];
  const waiting = jobs.entries();
  const worker = async (): Promise<void> => {
    for (const [index, { work }] of waiting) {
      const tell: Tell = (status) => {
        board.tell(index, status);
      };
      tell('');
      const [end] = await Promise.allSettled([work(tell)]);
      ends[index] = end;
      board.end(index, end.status === 'fulfilled');
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, jobs.length) }, worker));
  board.close();
  return ends;
}

type Titled = ReadonlyArray<{ readonly title: string }>;

function plainBoard(stream: NodeJS.WriteStream, jobs: Titled): Board {
  return {
    tell: () => undefined,
    end: (index, isWell) => stream.write(endLine(stream, jobs[index]?.title ?? '', isWell)),
    close: () => undefined,
  };
}

/** Ended lines scroll away above the live ones, below which stands how many there are of all. */
function liveBoard(stream: NodeJS.WriteStream, jobs: Titled): Board {
  const statuses = new Map<number, string>();
  let frame = 0;
  let drawn = 0;
  let endedJobs = 0;
  const draw = (above = ''): void => {
    const mark = style('cyan', frames[frame % frames.length] ?? '', stream);
    const lines = [...statuses].map(([index, status]) => {
      const text = `${jobs[index]?.title ?? ''}${status === '' ? '' : `: ${status}`}`;
      return `${mark} ${fitted(text, stream, 2)}`;
    });
    const all = [...lines, style('dim', `  ${endedJobs} of ${jobs.length} done`, stream)];
    stream.write(`${eraseLines(drawn)}${above}${all.join('\n')}\n`);
    drawn = all.length;
  };
  const timer = setInterval(() => {
    frame += 1;
    draw();
  }, frameMilliseconds);
  return {
    tell: (index, status) => statuses.set(index, status),
    end: (index, isWell) => {
      statuses.delete(index);
      endedJobs += 1;
      draw(endLine(stream, jobs[index]?.title ?? '', isWell));
    },
    close: () => {
      clearInterval(timer);
      stream.write(eraseLines(drawn));
    },
  };
}

function endLine(stream: NodeJS.WriteStream, title: string, isWell: boolean): string {
  return `${isWell ? style('green', '✓', stream) : style('red', '✗', stream)} ${title}\n`;
}

function eraseLines(count: number): string {
  return count === 0 ? '' : `\u001b[${count}A\u001b[J`;
}

import { fitted } from './fitted.ts';
import { style } from './style.ts';
import type { Tell } from './terminal.ts';

export const frames = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];
export const frameMilliseconds = 80;

interface Spinner {
  readonly turn: () => void;
  readonly halt: () => void;
}

const still: Spinner = { turn: () => undefined, halt: () => undefined };
let current = still;

/** Runs work behind a live line on a terminal; elsewhere one plain line tells how it ended. */
export async function runStep<T>(
  stream: NodeJS.WriteStream,
  title: string,
  work: (tell: Tell) => Promise<T>,
  margin = '',
): Promise<T> {
  let status = '';
  const line = (): string => `${title}${status === '' ? '' : `: ${status}`}`;
  current = stream.isTTY ? spinner(stream, line, margin) : still;
  current.turn();
  try {
    const result = await work((told) => {
      status = told;
    });
    current.halt();
    stream.write(`${margin}${style('green', '✓', stream)} ${title}\n`);
    return result;
  } catch (error) {
    current.halt();
    stream.write(`${margin}${style('red', '✗', stream)} ${title}\n`);
    throw error;
  } finally {
    current = still;
  }
}

/** Holds the live line still meanwhile: a question needs the terminal for itself. */
export async function withoutSpinner<T>(work: () => Promise<T>): Promise<T> {
  const paused = current;
  paused.halt();
  try {
    return await work();
  } finally {
    if (current === paused) paused.turn();
  }
}

function spinner(stream: NodeJS.WriteStream, line: () => string, margin: string): Spinner {
  let frame = 0;
  let timer: NodeJS.Timeout | undefined;
  const draw = (): void => {
    const mark = frames[frame++ % frames.length] ?? '';
    const text = fitted(line(), stream, margin.length + 2);
    stream.write(`\r\u001b[2K${margin}${style('cyan', mark, stream)} ${text}`);
  };
  return {
    turn: () => {
      draw();
      timer = setInterval(draw, frameMilliseconds);
    },
    halt: () => {
      clearInterval(timer);
      stream.write('\r\u001b[2K');
    },
  };
}

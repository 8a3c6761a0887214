import { style } from './style.ts';

const frames = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];
const frameMilliseconds = 80;

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
  work: () => Promise<T>,
  margin = '',
): Promise<T> {
  current = stream.isTTY ? spinner(stream, title, margin) : still;
  current.turn();
  try {
    const result = await work();
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

function spinner(stream: NodeJS.WriteStream, title: string, margin: string): Spinner {
  let frame = 0;
  let timer: NodeJS.Timeout | undefined;
  const draw = (): void => {
    const mark = frames[frame++ % frames.length] ?? '';
    stream.write(`\r\u001b[2K${margin}${style('cyan', mark, stream)} ${title}`);
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

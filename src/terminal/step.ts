import { style } from './style.ts';

const frames = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];
const frameMilliseconds = 80;

/** Runs work behind a live line on a terminal; elsewhere one plain line tells how it ended. */
export async function runStep<T>(
  stream: NodeJS.WriteStream,
  title: string,
  work: () => Promise<T>,
  margin = '',
): Promise<T> {
  const stop = stream.isTTY ? spin(stream, title, margin) : (): void => undefined;
  try {
    const result = await work();
    stop();
    stream.write(`${margin}${style('green', '✓', stream)} ${title}\n`);
    return result;
  } catch (error) {
    stop();
    stream.write(`${margin}${style('red', '✗', stream)} ${title}\n`);
    throw error;
  }
}

function spin(stream: NodeJS.WriteStream, title: string, margin: string): () => void {
  let frame = 0;
  const draw = (): void => {
    const mark = frames[frame++ % frames.length] ?? '';
    stream.write(`\r\u001b[2K${margin}${style('cyan', mark, stream)} ${title}`);
  };
  draw();
  const timer = setInterval(draw, frameMilliseconds);
  return () => {
    clearInterval(timer);
    stream.write('\r\u001b[2K');
  };
}

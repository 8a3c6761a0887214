import type { Narrator } from '../actions/demo/narrator.ts';
import { runStep } from '../terminal/step.ts';
import { style } from '../terminal/style.ts';

const margin = '    ';

/** Tells the demo on a terminal, in plain lines where there is none; `quiet` leaves out all but the story. */
export function terminalNarrator(stream: NodeJS.WriteStream, quiet: boolean): Narrator {
  let chapter = 0;
  const write = (text: string): void => {
    stream.write(`${text}\n`);
  };
  const indented = (text: string): string => text.replace(/^(?=.)/gm, margin);
  return {
    chapter: (title) => {
      chapter++;
      write(`\n${style(['bold', 'cyan'], `${chapter}. ${title}`, stream)}`);
    },
    command: (text) => {
      write(indented(`${style('dim', '$', stream)} ${style('bold', text, stream)}`));
    },
    show: (text) => {
      if (!quiet) write(indented(text));
    },
    diff: (text) => {
      if (quiet) return;
      write(
        indented(
          text
            .split('\n')
            .map((line) => coloured(line, stream))
            .join('\n'),
        ),
      );
    },
    step: (title, work) => runStep(stream, title, work, margin),
    success: (text) => {
      write(indented(`${style('green', '✓', stream)} ${text}`));
    },
    refusal: (text) => {
      write(indented(`${style('red', '✗', stream)} ${text}`));
    },
  };
}

function coloured(line: string, stream: NodeJS.WriteStream): string {
  if (line.startsWith('+')) return style('green', line, stream);
  if (line.startsWith('-')) return style('red', line, stream);
  return style('dim', line, stream);
}

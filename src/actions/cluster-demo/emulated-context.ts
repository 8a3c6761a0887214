import type { Context } from '../../context.ts';
import type { Terminal } from '../../terminal/terminal.ts';
import type { Narrator } from '../demo/narrator.ts';
import type { DemoAws } from './demo-stage.ts';

/** The user's world with the emulator as its AWS; no account or profile of the user's is read. */
export function emulatedContext(
  context: Context,
  { emulator, localUrl }: DemoAws,
  narrator: Narrator,
): Context {
  const credentials = emulator.account.administrator;
  return {
    ...context,
    terminal: storyTerminal(context.terminal, narrator),
    aws: (settings) => context.aws({ ...settings, endpointUrl: localUrl, credentials }),
  };
}

/** What commands say becomes part of the story. */
export function storyTerminal(terminal: Terminal, narrator: Narrator): Terminal {
  return {
    ...terminal,
    print: (text) => {
      narrator.show(text);
    },
    note: (text) => {
      narrator.show(text);
    },
    step: (title, work) => narrator.step(title, work),
  };
}

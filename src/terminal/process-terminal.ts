import { IamraError } from '../core/errors/iamra-error.ts';
import { runStep } from './step.ts';
import { style } from './style.ts';
import type { Terminal } from './terminal.ts';

/** The terminal of this process. */
export function processTerminal(): Terminal {
  const interactive = process.stdin.isTTY && process.stderr.isTTY;
  const note = (text: string): void => {
    process.stderr.write(`${text}\n`);
  };
  return {
    interactive,
    print: (text) => {
      process.stdout.write(`${text}\n`);
    },
    note,
    warn: (text) => {
      note(`${style('yellow', 'warning', process.stderr)} ${text}`);
    },
    step: (title, work) => runStep(process.stderr, title, work),
    confirm: async (question, flag) => {
      if (!interactive) throw unanswered(question, flag);
      const { default: inquirer } = await import('inquirer');
      const prompt = inquirer.createPromptModule({ output: process.stderr });
      const answers = await prompt<{ answer: boolean }>([
        { type: 'confirm', name: 'answer', message: question, default: false },
      ]);
      return answers.answer;
    },
    ask: async (question, { flag, suggestion }) => {
      if (!interactive) throw unanswered(question, flag);
      const { default: inquirer } = await import('inquirer');
      const prompt = inquirer.createPromptModule({ output: process.stderr });
      const answers = await prompt<{ answer: string }>([
        { type: 'input', name: 'answer', message: question, default: suggestion ?? '' },
      ]);
      return answers.answer;
    },
  };
}

function unanswered(question: string, flag: string): IamraError {
  return new IamraError('IAMRA902', `Nobody is here to answer “${question}”`, {
    fix: `answer it with ${flag}; nothing has been changed`,
  });
}

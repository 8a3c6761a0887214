import { IamraError } from '../core/errors/iamra-error.ts';
import { runStep, withoutSpinner } from './step.ts';
import { style } from './style.ts';
import type { Terminal } from './terminal.ts';

type Question =
  | { readonly type: 'confirm'; readonly default: boolean }
  | { readonly type: 'input'; readonly default: string };

/** The terminal of this process. */
export function processTerminal(): Terminal {
  const interactive = process.stdin.isTTY && process.stderr.isTTY;
  const note = (text: string): void => {
    process.stderr.write(`${text}\n`);
  };
  const prompt = async (message: string, flag: string, question: Question): Promise<unknown> => {
    if (!interactive) throw unanswered(message, flag);
    const { default: inquirer } = await import('inquirer');
    const ask = inquirer.createPromptModule({ output: process.stderr });
    const { answer } = await withoutSpinner(() =>
      ask<{ answer: unknown }>([{ ...question, name: 'answer', message }]),
    );
    return answer;
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
    confirm: (question, flag) =>
      prompt(question, flag, { type: 'confirm', default: false }) as Promise<boolean>,
    ask: (question, { flag, suggestion = '' }) =>
      prompt(question, flag, { type: 'input', default: suggestion }) as Promise<string>,
  };
}

function unanswered(question: string, flag: string): IamraError {
  return new IamraError('IAMRA902', `Nobody is here to answer “${question}”`, {
    fix: `answer it with ${flag}; nothing has been changed`,
  });
}

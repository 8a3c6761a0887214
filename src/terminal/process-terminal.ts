import { IamraError } from '../core/errors/iamra-error.ts';
import { runStep, withoutSpinner } from './step.ts';
import { runSteps } from './steps.ts';
import { style } from './style.ts';
import type { ChooseOptions, Terminal } from './terminal.ts';

type Question =
  | { readonly type: 'confirm'; readonly default: boolean }
  | {
      readonly type: 'input';
      readonly default: string;
      readonly validate: (answer: string) => string | true;
    }
  | {
      readonly type: 'select';
      readonly default: string | undefined;
      readonly choices: ChooseOptions<string>['choices'];
    };

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
    steps: (jobs, atOnce) => runSteps(process.stderr, jobs, atOnce),
    confirm: (question, flag) =>
      prompt(question, flag, { type: 'confirm', default: false }) as Promise<boolean>,
    ask: (question, { flag, suggestion = '', problem }) =>
      prompt(question, flag, {
        type: 'input',
        default: suggestion,
        validate: (answer) => problem?.(answer) ?? true,
      }) as Promise<string>,
    choose: <T extends string>(question: string, options: ChooseOptions<T>) =>
      prompt(question, options.flag, {
        type: 'select',
        default: options.suggestion,
        choices: options.choices,
      }) as Promise<T>,
  };
}

function unanswered(question: string, flag: string): IamraError {
  return new IamraError('IAMRA902', `Nobody is here to answer “${question}”`, {
    fix: `answer it with ${flag}; nothing has been changed`,
  });
}

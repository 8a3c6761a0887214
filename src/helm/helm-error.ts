import { catalogue, type IamraCode } from '../core/errors/catalogue.ts';
import { IamraError } from '../core/errors/iamra-error.ts';

/** What is left of a run of Helm that failed. */
export interface FailedRun {
  readonly what: string;
  readonly stderr: string;
}

const tooLate = /timed out waiting|context deadline exceeded/i;
const refusalOfChart = /\b(IAMRA\d{3}) (.+?) Fix: (.+?)(?: Use --debug flag .*)?$/;
const maximumLength = 600;

/** A failed run as an error with Helm's last words, or with those of the chart's own checks. */
export function helmError({ what, stderr }: FailedRun): IamraError {
  const [, known, message, fix] = refusalOfChart.exec(lastWords(stderr, stderr.length)) ?? [];
  if (known !== undefined && message !== undefined && fix !== undefined && isCode(known)) {
    return new IamraError(known, `${what}: ${message}`, { fix });
  }
  const words = lastWords(stderr);
  const code = tooLate.test(words) ? 'IAMRA164' : 'IAMRA163';
  return new IamraError(code, `${what}: ${words}`);
}

/** Helm's `Error:` with what belongs to it, on one line; warnings and progress before it are left out. */
export function lastWords(stderr: string, longest = maximumLength): string {
  const lines = stderr
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const start = lines.findLastIndex((line) => line.startsWith('Error: '));
  const words = (start < 0 ? lines.slice(-1) : lines.slice(start)).join(' ').replace('Error: ', '');
  if (words === '') return 'Helm failed without a word';
  return words.length > longest ? `${words.slice(0, longest)}…` : words;
}

function isCode(text: string): text is IamraCode {
  return Object.hasOwn(catalogue, text);
}

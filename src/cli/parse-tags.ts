import type { Tags } from '../core/anywhere/tags.ts';
import { firstProblem } from '../core/config/first-problem.ts';
import { tagsSchema } from '../core/config/tags-schema.ts';
import { IamraError } from '../core/errors/iamra-error.ts';

/** `team=shop`, as often as given. @throws {IamraError} IAMRA901 for what AWS would refuse */
export function parseTags(texts: readonly string[]): Tags {
  const tags: Record<string, string> = {};
  for (const text of texts) {
    const place = text.indexOf('=');
    if (place < 1) throw unusable(text, 'is not KEY=VALUE');
    const key = text.slice(0, place);
    const value = text.slice(place + 1);
    const problem = firstProblem(tagsSchema, { [key]: value });
    if (problem !== undefined) throw unusable(text, `cannot be used: ${problem}`);
    tags[key] = value;
  }
  return tags;
}

function unusable(text: string, why: string): IamraError {
  return new IamraError('IAMRA901', `--tag “${text}” ${why}.`, { fix: 'give it as team=shop' });
}

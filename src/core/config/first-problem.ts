import type * as z from 'zod';

/** What is wrong with a value first: where, and why; undefined where nothing is. */
export function firstProblem(schema: z.ZodType, value: unknown): string | undefined {
  const issue = schema.safeParse(value).error?.issues[0];
  if (issue === undefined) return undefined;
  return `${issue.path.map((part) => `“${String(part)}”`).join(' ')} ${issueMessage(issue)}`.trim();
}

/** Why a value is refused; a key's own reason where it is the key. */
export function issueMessage(issue: z.core.$ZodIssue): string {
  const { message } = (issue.code === 'invalid_key' ? issue.issues[0] : undefined) ?? issue;
  return message;
}

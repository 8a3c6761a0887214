import * as z from 'zod';

/** An ARN of one kind of resource; a pattern, so that editors can check it too. */
export function arnSchema(service: string, kind: string, what: string): z.ZodString {
  const pattern = new RegExp(
    `^arn:aws(-[a-z]+)*:${service}:[a-z0-9-]*:(\\d{12}|aws):${kind}/\\S+$`,
  );
  return z.string().regex(pattern, `must be the ARN of ${what}`);
}

export const policyArnSchema = arnSchema('iam', 'policy', 'an IAM policy');

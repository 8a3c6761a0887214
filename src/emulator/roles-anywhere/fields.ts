import * as z from 'zod';

/** Fields that several operations take, with the constraints of the API reference. */

export const name = z
  .string()
  .regex(/^[ a-zA-Z0-9\-_]{1,255}$/, 'Member must be 1 to 255 letters, digits, spaces, - or _');

export const roleArns = z
  .array(
    z
      .string()
      .regex(/^arn:aws(-[^:]+)?:iam::\d{12}:role\/.{1,700}$/, 'Member must be the ARN of a role'),
  )
  .max(250, 'Member must have length less than or equal to 250');

export const durationSeconds = z
  .int()
  .min(900, 'Member must have value greater than or equal to 900')
  .max(43200, 'Member must have value less than or equal to 43200');

export const tags = z
  .array(
    z.object({
      key: z.string().regex(/^[ a-zA-Z0-9_.:/=+@-]{1,128}$/, 'Member must be a tag key'),
      value: z.string().regex(/^[ a-zA-Z0-9_.:/=+@-]{0,256}$/, 'Member must be a tag value'),
    }),
  )
  .max(200, 'Member must have length less than or equal to 200');

export const trustAnchorArn = z
  .string()
  .regex(
    /^arn:aws(-[^:]+)?:rolesanywhere:[^:]+:\d{12}:trust-anchor\/.+$/,
    'Member must be the ARN of a trust anchor',
  );

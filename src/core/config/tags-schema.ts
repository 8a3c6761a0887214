import * as z from 'zod';

// Roles Anywhere takes fewer characters than IAM.
const key = /^(?![aA][wW][sS]:|iamra\.dev\/)[ a-zA-Z0-9_.:/=+@-]{1,128}$/;
const value = /^[ a-zA-Z0-9_.:/=+@-]{0,256}$/;

/** Tags that users give. @see https://docs.aws.amazon.com/rolesanywhere/latest/APIReference/API_Tag.html */
export const tagsSchema = z.record(
  z
    .string()
    .regex(
      key,
      'must be 1 to 128 letters, digits, spaces and _ . : / = + @ -, and not begin with “aws:” or “iamra.dev/”',
    ),
  z.string().regex(value, 'must be up to 256 letters, digits, spaces and _ . : / = + @ -'),
);

import * as z from 'zod';
import { IamraError } from '../../core/errors/iamra-error.ts';

const faultSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('throttle'),
    /** Only what exceeds this rate, as AWS's quotas do; absent: every request. */
    perSecond: z.number().positive().max(10_000).exactOptional(),
  }),
  z.strictObject({
    kind: z.literal('error'),
    status: z.int().min(400).max(599),
    /** As AWS names the error, and its words; absent: those of a service in trouble. */
    name: z.string().min(1).exactOptional(),
    message: z.string().min(1).exactOptional(),
  }),
  z.strictObject({ kind: z.literal('delay'), milliseconds: z.int().min(0).max(600_000) }),
  z.strictObject({ kind: z.literal('hang-up') }),
]);

const ruleSchema = z.strictObject({
  match: z.strictObject({
    operation: z.string().exactOptional(),
    method: z.string().exactOptional(),
    path: z.string().exactOptional(),
  }),
  fault: faultSchema,
  times: z.int().min(1).exactOptional(),
});

/** What goes wrong instead of, or before, the answer. */
export type Fault = z.infer<typeof faultSchema>;

/** A fault for the requests that match; `times` bounds how often, absent: for ever. */
export type FaultRule = z.infer<typeof ruleSchema>;

/**
 * Reads rules that came from outside.
 * @throws {IamraError} IAMRA901 naming what is wrong
 */
export function parseFaultRules(value: unknown): FaultRule[] {
  const result = z.array(ruleSchema).safeParse(value);
  if (result.success) return result.data;
  throw new IamraError('IAMRA901', `The fault rules are not valid: ${describe(result.error)}.`, {
    fix: 'give a list like [{"match":{"operation":"CreateSession"},"fault":{"kind":"throttle"},"times":2}]',
  });
}

function describe(error: z.ZodError): string {
  return error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`.trim()).join('; ');
}

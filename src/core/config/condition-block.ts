import * as z from 'zod';

const operator =
  /^((For(AnyValue|AllValues):)?(String(Not)?(Equals(IgnoreCase)?|Like)|(Numeric|Date)((Not)?Equals|(Less|Greater)Than(Equals)?)|Bool|BinaryEquals|(Not)?IpAddress|Arn(Not)?(Equals|Like))(IfExists)?|Null)$/;

const conditionKey = /^[A-Za-z0-9-]+:\S+$/;

/** What iamra's own statement demands; the same key of the same operator may be there once. */
const ours: Readonly<Record<string, readonly string[]>> = {
  ArnEquals: ['aws:sourcearn'],
  StringEquals: ['aws:principaltag/x509san/uri', 'aws:sourceaccount'],
};

/**
 * The condition block of a policy: operator, key, one value or several.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
export const conditionBlockSchema = z
  .record(
    z.string().regex(operator, 'must be a condition operator of IAM, such as StringEquals'),
    z.record(
      z.string().regex(conditionKey, 'must be a condition key, such as aws:PrincipalTag/team'),
      z.union([z.string(), z.array(z.string()).min(1)]),
    ),
  )
  .superRefine((conditions, context) => {
    for (const [name, keys] of Object.entries(conditions)) {
      const taken = Object.keys(keys).find((key) => ours[name]?.includes(key.toLowerCase()));
      if (taken === undefined) continue;
      const message = 'is set by iamra itself';
      context.addIssue({ code: 'custom', path: [name, taken], message });
    }
  });

import type * as z from 'zod';
import { ServiceError } from './service-error.ts';

/** Reads an input by its schema. @throws {ServiceError} ValidationException naming each wrong field */
export function parseInput<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
): z.infer<Schema> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const problems = result.error.issues.map(
    (issue) => `Value at '${issue.path.join('.')}' failed to satisfy constraint: ${issue.message}`,
  );
  const count =
    problems.length === 1 ? '1 validation error' : `${problems.length} validation errors`;
  throw new ServiceError('ValidationException', `${count} detected: ${problems.join('; ')}`);
}

import * as z from 'zod';
import type { EmulatorRequest } from '../exchange.ts';
import * as fields from '../roles-anywhere/fields.ts';
import { parseInput } from '../roles-anywhere/parse-input.ts';
import { ServiceError } from '../roles-anywhere/service-error.ts';

const arn = z.string().regex(/^arn:aws(-[^:]+)?:\S{1,1011}$/, 'Member must be an ARN');

const schema = z.object({
  trustAnchorArn: arn,
  profileArn: arn,
  roleArn: arn,
  durationSeconds: fields.durationSeconds.optional(),
  roleSessionName: z
    .string()
    .regex(/^[\w+=,.@-]{2,64}$/, 'Member must be 2 to 64 letters, digits or _+=,.@-')
    .optional(),
  instanceProperties: z.record(z.string(), z.string()).optional(),
});

/** What a session is asked for. */
export type SessionInput = z.infer<typeof schema>;

/** The input from URL and body; both may hold the ARNs. @throws {ServiceError} ValidationException */
export function readSessionInput(request: EmulatorRequest): SessionInput {
  const body = parseInput(z.record(z.string(), z.unknown()), parseJson(request.body));
  const query = Object.fromEntries(request.query);
  for (const [name, value] of Object.entries(query)) {
    if ((body[name] ?? value) === value) continue;
    throw new ServiceError('ValidationException', `${name} differs between the URL and the body`);
  }
  return parseInput(schema, { ...body, ...query });
}

function parseJson(body: Buffer): unknown {
  if (body.length === 0) return {};
  try {
    return JSON.parse(body.toString());
  } catch {
    throw new ServiceError('ValidationException', 'The request body is not valid JSON');
  }
}

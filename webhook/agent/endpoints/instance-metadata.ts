import type { IncomingMessage } from 'node:http';
import type { IamraError } from '../../../src/core/errors/iamra-error.ts';
import { lastPart } from '../../../src/core/session/refused-session.ts';
import { type MetadataTokens, tokenLifetime } from './metadata-token.ts';
import { sentenceWithFix } from './no-credentials.ts';
import { jsonReply, type Reply, textReply } from './reply.ts';

export const tokenPath = '/latest/api/token';
const lifetimeHeader = 'x-aws-ec2-metadata-token-ttl-seconds';
const rolesPath = '/latest/meta-data/iam/security-credentials';
const regionPath = '/latest/meta-data/placement/region';

/** Answers `PUT /latest/api/token` as EC2 does. */
export function issueMetadataToken(request: IncomingMessage, tokens: MetadataTokens): Reply {
  const seconds = tokenLifetime(header(request, lifetimeHeader));
  if (seconds === undefined) {
    return textReply(400, `${lifetimeHeader} must be 1 to 21600\n`);
  }
  return textReply(200, tokens.issue(seconds), { [lifetimeHeader]: String(seconds) });
}

/** There is no IMDSv1 here: each request needs a token. */
export function refuseMetadataClient(
  request: IncomingMessage,
  tokens: MetadataTokens,
): Reply | undefined {
  const token = header(request, 'x-aws-ec2-metadata-token');
  if (token !== undefined && tokens.accepts(token)) return undefined;
  return textReply(401, 'A valid X-aws-ec2-metadata-token is needed: PUT /latest/api/token\n');
}

export interface MetadataFacts {
  readonly roleArn: string;
  readonly region: string;
}

/** The answer for a path: `credentials` where it asks for those of our role. */
export function readMetadata(path: string, facts: MetadataFacts): Reply | 'credentials' {
  const role = lastPart(facts.roleArn);
  switch (path) {
    case rolesPath:
      return textReply(200, role);
    case `${rolesPath}/${role}`:
      return 'credentials';
    case regionPath:
      return textReply(200, facts.region);
    default:
      return textReply(404, 'Not found\n');
  }
}

/** An error as SDKs read it from instance metadata. */
export function metadataError(status: number, error: IamraError): Reply {
  return jsonReply(status, { Code: error.code, Message: sentenceWithFix(error) });
}

function header(request: IncomingMessage, name: string): string | undefined {
  const value = request.headers[name];
  return Array.isArray(value) ? value[0] : value;
}

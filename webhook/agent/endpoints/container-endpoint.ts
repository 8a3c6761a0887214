import type { IncomingMessage } from 'node:http';
import { IamraError } from '../../../src/core/errors/iamra-error.ts';
import type { ClientToken } from './client-token.ts';
import { sentenceWithFix } from './no-credentials.ts';
import { jsonReply, type Reply } from './reply.ts';

/** Where containers ask for credentials, as they do with EKS Pod Identity. */
export const containerPath = '/v1/credentials';

/** Undefined for a client that may have credentials, else what it gets instead. */
export function refuseContainerClient(
  request: IncomingMessage,
  token: ClientToken,
): Reply | undefined {
  const { authorization } = request.headers;
  if (authorization === undefined) return unauthorized('The Authorization header is missing.');
  try {
    if (token.accepts(authorization)) return undefined;
  } catch (error) {
    if (!IamraError.is(error)) throw error;
    return containerError(503, error);
  }
  return unauthorized('The Authorization header is not the token of this pod.');
}

/** An error as SDKs read it from a container endpoint. */
export function containerError(status: number, error: IamraError): Reply {
  return jsonReply(status, { code: error.code, message: sentenceWithFix(error) });
}

function unauthorized(sentence: string): Reply {
  return containerError(401, new IamraError('IAMRA421', sentence));
}

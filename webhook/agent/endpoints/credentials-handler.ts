import type { IncomingMessage } from 'node:http';
import { IamraError } from '../../../src/core/errors/iamra-error.ts';
import { withoutTrailingSlashes } from '../../../src/core/without-trailing-slashes.ts';
import type { Handler } from '../serve.ts';
import type { HeldSession, SessionKeeper } from '../session/session-keeper.ts';
import type { ClientToken } from './client-token.ts';
import { containerError, containerPath, refuseContainerClient } from './container-endpoint.ts';
import { type CredentialDocuments, credentialDocuments } from './credential-documents.ts';
import {
  issueMetadataToken,
  type MetadataFacts,
  metadataError,
  readMetadata,
  refuseMetadataClient,
  tokenPath,
} from './instance-metadata.ts';
import type { MetadataTokens } from './metadata-token.ts';
import { whyNoCredentials } from './no-credentials.ts';
import { type Reply, textReply } from './reply.ts';

export interface CredentialsHandlerOptions extends MetadataFacts {
  readonly sessions: Pick<SessionKeeper, 'held' | 'settled' | 'failure'>;
  readonly clientToken: ClientToken;
  readonly metadataTokens: MetadataTokens;
}

// SDKs give up after a second.
const patienceMilliseconds = 700;

/** Answers for the container endpoint and for instance metadata. */
export function credentialsHandler(options: CredentialsHandlerOptions): Handler {
  const { sessions, clientToken, metadataTokens } = options;
  const documents = credentialDocuments(options.roleArn);

  const withSession = (
    pick: (documents: CredentialDocuments) => Reply,
    fail: (status: number, error: IamraError) => Reply,
  ): Reply | Promise<Reply> => {
    const answer = (session: HeldSession | undefined): Reply =>
      session === undefined ? fail(503, whyNoCredentials(sessions)) : pick(documents(session));
    const held = sessions.held();
    if (held !== undefined) return answer(held);
    return sessions.settled(patienceMilliseconds).then(() => answer(sessions.held()));
  };

  const container = (request: IncomingMessage): Reply | Promise<Reply> =>
    refuseContainerClient(request, clientToken) ??
    withSession((rendered) => rendered.container, containerError);

  const metadata = (request: IncomingMessage, path: string): Reply | Promise<Reply> => {
    const refusal = refuseMetadataClient(request, metadataTokens);
    if (refusal !== undefined) return refusal;
    const found = readMetadata(path, options);
    if (found !== 'credentials') return found;
    return withSession((rendered) => rendered.instanceMetadata, metadataError);
  };

  return (request) => {
    const path = pathOf(request);
    const refusal = refuseForeign(request);
    if (refusal !== undefined) return refusal;
    if (path === containerPath) return only('GET', request) ?? container(request);
    if (path === tokenPath) {
      return only('PUT', request) ?? issueMetadataToken(request, metadataTokens);
    }
    if (path.startsWith('/latest/')) return only('GET', request) ?? metadata(request, path);
    return containerError(404, new IamraError('IAMRA424', `There is nothing at ${path}.`));
  };
}

/** Which endpoint a request is counted for. */
export function endpointOf(request: IncomingMessage): 'container' | 'instance-metadata' {
  return request.url?.startsWith('/latest/') === true ? 'instance-metadata' : 'container';
}

const loopbackHost = /^(127\.\d+\.\d+\.\d+|localhost|\[::1\])(:\d+)?$/i;

/** Keeps out what came through a proxy, or from a page whose name was rebound to the loopback address. */
function refuseForeign({ headers }: IncomingMessage): Reply | undefined {
  if (headers['x-forwarded-for'] !== undefined) {
    return textReply(403, 'Requests with X-Forwarded-For are refused\n');
  }
  if (headers.host === undefined || loopbackHost.test(headers.host)) return undefined;
  return textReply(403, 'Ask 127.0.0.1 or localhost: other host names are refused\n');
}

function only(method: string, request: IncomingMessage): Reply | undefined {
  if (request.method === method) return undefined;
  return textReply(405, `Only ${method} is allowed here\n`, { allow: method });
}

/** The path without query and trailing slashes. */
function pathOf({ url = '/' }: IncomingMessage): string {
  return withoutTrailingSlashes(url.split('?', 1)[0] ?? '/');
}

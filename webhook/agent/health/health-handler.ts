import type { IamraError } from '../../../src/core/errors/iamra-error.ts';
import { sentenceWithFix, whyNoCredentials } from '../endpoints/no-credentials.ts';
import { type Reply, textReply } from '../endpoints/reply.ts';
import type { Handler } from '../serve.ts';
import type { SessionKeeper } from '../session/session-keeper.ts';
import type { StartupGate } from './startup-gate.ts';

export interface HealthHandlerOptions {
  readonly sessions: Pick<SessionKeeper, 'held' | 'failure'>;
  readonly startup: Pick<StartupGate, 'isOpen'>;
  /** The text for Prometheus. */
  readonly metrics: () => string;
}

/** Answers probes and Prometheus; never with a credential. */
export function healthHandler({ sessions, startup, metrics }: HealthHandlerOptions): Handler {
  return (request) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      return textReply(405, 'Only GET is allowed here\n', { allow: 'GET, HEAD' });
    }
    switch (request.url?.split('?', 1)[0]) {
      case '/healthz':
        return textReply(200, 'ok\n');
      case '/startupz':
        return startup.isOpen() ? textReply(200, 'ok\n') : notYet(whyNoCredentials(sessions));
      case '/readyz':
        return sessions.held() === undefined
          ? notYet(whyNoCredentials(sessions))
          : textReply(200, 'ok\n');
      case '/metrics':
        return textReply(200, metrics(), { 'content-type': 'text/plain; version=0.0.4' });
      default:
        return textReply(404, 'Not found\n');
    }
  };
}

function notYet(reason: IamraError): Reply {
  return textReply(503, `${reason.code} ${sentenceWithFix(reason)}\n`);
}

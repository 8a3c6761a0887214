import { whyNoCredentials } from '../endpoints/no-credentials.ts';
import { textReply } from '../endpoints/reply.ts';
import type { Handler } from '../serve.ts';
import { describeReadiness, problemLine, type ReadinessFacts } from './readiness.ts';
import type { StartupGate } from './startup-gate.ts';

export interface HealthHandlerOptions extends ReadinessFacts {
  readonly startup: Pick<StartupGate, 'isOpen'>;
  /** The text for Prometheus. */
  readonly metrics: () => string;
}

/** Answers probes and Prometheus; never with a credential. */
export function healthHandler(options: HealthHandlerOptions): Handler {
  const { keeper, startup, metrics } = options;
  return (request) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      return textReply(405, 'Only GET is allowed here\n', { allow: 'GET, HEAD' });
    }
    switch (request.url?.split('?', 1)[0]) {
      case '/healthz':
        return textReply(200, 'ok\n');
      case '/startupz':
        return startup.isOpen()
          ? textReply(200, 'ok\n')
          : textReply(503, `${problemLine(whyNoCredentials(keeper))}\n`);
      case '/readyz':
        return describeReadiness(options);
      case '/metrics':
        return textReply(200, metrics(), { 'content-type': 'text/plain; version=0.0.4' });
      default:
        return textReply(404, 'Not found\n');
    }
  };
}

import type { RequestListener, ServerResponse } from 'node:http';

export interface Health {
  /** Why no review should come here; undefined: it may. */
  readonly notReady: () => string | undefined;
  readonly metrics: () => string;
}

const plainText = 'text/plain; charset=utf-8';
const prometheusText = 'text/plain; version=0.0.4; charset=utf-8';

/** Answers `/healthz`, `/readyz` and `/metrics`. */
export function healthListener({ notReady, metrics }: Health): RequestListener {
  return ({ method, url = '' }, response) => {
    if (method !== 'GET' && method !== 'HEAD') {
      respond(response, 405, 'only GET is answered here\n');
      return;
    }
    switch (url.split('?', 1)[0]) {
      case '/healthz':
        respond(response, 200, 'ok\n');
        return;
      case '/readyz': {
        const reason = notReady();
        respond(response, reason === undefined ? 200 : 503, `${reason ?? 'ok'}\n`);
        return;
      }
      case '/metrics':
        respond(response, 200, metrics(), prometheusText);
        return;
      default:
        respond(response, 404, 'there are /healthz, /readyz and /metrics\n');
    }
  };
}

function respond(
  response: ServerResponse,
  status: number,
  text: string,
  contentType = plainText,
): void {
  response
    .writeHead(status, { 'content-type': contentType, 'content-length': Buffer.byteLength(text) })
    .end(text);
}

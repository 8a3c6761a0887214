import { Agent } from 'node:https';
import { NodeHttpHandler } from '@smithy/node-http-handler';

const mostConnections = 50;

/**
 * Sends requests through the proxy that HTTPS_PROXY names, but to the hosts of NO_PROXY; undefined where there
 * is no proxy: the SDK then uses its own handler, which knows none.
 * @see https://nodejs.org/api/http.html#built-in-proxy-support
 */
export function proxyHandler(
  environment: Readonly<Record<string, string | undefined>>,
): NodeHttpHandler | undefined {
  const proxy = environment['HTTPS_PROXY'] || environment['https_proxy'];
  if (!proxy) return undefined;
  const httpsAgent = new Agent({
    keepAlive: true,
    maxSockets: mostConnections,
    proxyEnv: environment,
  });
  return new NodeHttpHandler({ httpsAgent });
}

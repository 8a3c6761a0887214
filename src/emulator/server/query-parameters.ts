import type { EmulatorRequest } from '../exchange.ts';

/** The parameters of the URL. */
export function urlParameters({ query }: EmulatorRequest): URLSearchParams {
  return new URLSearchParams(query.map(([name, value]): [string, string] => [name, value]));
}

/** The parameters of the AWS query protocol: those of the URL, then those of a form. */
export function parameters(request: EmulatorRequest): URLSearchParams {
  const all = urlParameters(request);
  const type = request.headers['content-type'] ?? '';
  if (!type.startsWith('application/x-www-form-urlencoded')) return all;
  for (const [name, value] of new URLSearchParams(request.body.toString())) all.append(name, value);
  return all;
}

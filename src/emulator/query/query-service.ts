import { randomUUID } from 'node:crypto';
import type { EmulatorAccount } from '../account.ts';
import type { Caller } from '../caller.ts';
import type { EmulatorRequest, EmulatorResponse } from '../exchange.ts';
import type { Demand } from '../permissions/demand.ts';
import { SignatureRefusal } from '../signature/signature-refusal.ts';
import { verifySigV4 } from '../signature/verify-sigv4.ts';
import { QueryError } from './query-error.ts';
import { QueryInput } from './query-input.ts';
import { renderXml, type XmlElements } from './xml.ts';

/** What an operation works with. */
export interface QueryCall {
  readonly input: QueryInput;
  readonly account: EmulatorAccount;
  readonly caller: Caller;
}

/** Answers a call with its result; undefined where AWS's answer has none. */
export type QueryOperation = (call: QueryCall) => XmlElements | undefined;

/** A service that speaks AWS's query protocol: form in, XML out. */
export interface QueryService {
  readonly name: 'iam' | 'sts';
  readonly version: string;
  readonly operations: Readonly<Record<string, QueryOperation>>;
  /** What the caller had to be allowed, if anything was looked at. @throws {QueryError} where he may not do this */
  readonly authorize: (call: QueryCall) => readonly Demand[] | undefined;
}

/** Answers one request to a service of the query protocol. */
export function handleQuery(
  request: EmulatorRequest,
  account: EmulatorAccount,
  service: QueryService,
): EmulatorResponse {
  try {
    return answer(request, account, service);
  } catch (error) {
    if (error instanceof QueryError) return errorResponse(service, error, error.explanation);
    if (error instanceof SignatureRefusal) return errorResponse(service, error, error.message);
    throw error;
  }
}

function answer(
  request: EmulatorRequest,
  account: EmulatorAccount,
  service: QueryService,
): EmulatorResponse {
  const caller = verifySigV4(request, account, service.name);
  const input = new QueryInput(request);
  const { action, version } = input;
  const operation = Object.hasOwn(service.operations, action)
    ? service.operations[action]
    : undefined;
  if (operation === undefined || version !== service.version) {
    throw new QueryError(
      'InvalidAction',
      400,
      `Could not find operation ${action} for version ${version}`,
    );
  }
  const call = { input, account, caller };
  const demands = service.authorize(call);
  const result = operation(call);
  const answered = response(service, 200, `${action}Response`, {
    ...(result === undefined ? {} : { [`${action}Result`]: result }),
    ResponseMetadata: { RequestId: randomUUID() },
  });
  return demands === undefined ? answered : { ...answered, demands };
}

function errorResponse(
  service: QueryService,
  { code, status, message }: QueryError | SignatureRefusal,
  explanation: string,
): EmulatorResponse {
  const elements = {
    Error: { Type: 'Sender', Code: code, Message: message },
    RequestId: randomUUID(),
  };
  return { ...response(service, status, 'ErrorResponse', elements), explanation };
}

function response(
  { name, version }: QueryService,
  status: number,
  root: string,
  elements: XmlElements,
): EmulatorResponse {
  const namespace = `https://${name}.amazonaws.com/doc/${version}/`;
  return {
    status,
    headers: { 'content-type': 'text/xml' },
    body: `<${root} xmlns="${namespace}">${renderXml(elements)}</${root}>`,
  };
}

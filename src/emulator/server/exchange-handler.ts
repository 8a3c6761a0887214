import { randomUUID } from 'node:crypto';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { errorMessage } from '../../core/errors/error-message.ts';
import type { EmulatorAccount } from '../account.ts';
import type { EmulatorRequest, EmulatorResponse } from '../exchange.ts';
import type { FaultPlan } from '../faults/fault-plan.ts';
import { errorResponse, throttleResponse } from '../faults/fault-response.ts';
import type { Fault } from '../faults/fault-rule.ts';
import { restJsonError } from '../roles-anywhere/service-error.ts';
import { callerArn } from './caller-arn.ts';
import { answerControl, isControlPath } from './control-endpoints.ts';
import { dispatch } from './dispatch.ts';
import type { ExchangeEntry, ExchangeLog } from './exchange-log.ts';
import { operationName } from './operation-name.ts';
import { readRequest } from './read-request.ts';
import { isServiceName, serviceOf } from './service-name.ts';

/** What answering a request needs. */
export interface ExchangeContext {
  readonly account: EmulatorAccount;
  readonly faults: FaultPlan;
  readonly log: ExchangeLog;
  /** Ends with the server, and every delay with it. */
  readonly closing: AbortSignal;
  /** Called before each answer goes out. */
  readonly persist: () => void;
  readonly onExchange: ((entry: ExchangeEntry) => void) | undefined;
}

/** Answers requests: control endpoints, then faults, then the services. */
export function exchangeHandler(context: ExchangeContext): RequestListener {
  return (message, reply) => {
    exchange(message, reply, context).catch((error: unknown) => {
      // Whoever hung up, or closes the emulator, waits for no answer.
      if (message.destroyed || context.closing.aborted) reply.destroy();
      else write(reply, restJsonError(500, 'InternalFailure', errorMessage(error)), context);
    });
  };
}

async function exchange(
  message: IncomingMessage,
  reply: ServerResponse,
  context: ExchangeContext,
): Promise<void> {
  const request = await readRequest(message);
  if (request === undefined) {
    reply.setHeader('connection', 'close');
    write(reply, restJsonError(413, 'RequestEntityTooLarge', 'The body is too large'), context);
    return;
  }
  if (isControlPath(request.path)) {
    write(reply, answerControl(request, message.socket.remoteAddress, context), context);
    return;
  }
  const response = await respond(request, context);
  record(request, response, context);
  if (response === undefined) message.socket.destroy();
  else write(reply, response, context);
}

/** The answer; undefined where the connection is to be cut. */
async function respond(
  request: EmulatorRequest,
  context: ExchangeContext,
): Promise<EmulatorResponse | undefined> {
  const fault = context.faults.take(request, operationName(request));
  if (fault?.kind === 'hang-up') return undefined;
  if (fault?.kind === 'delay') {
    await sleep(fault.milliseconds, undefined, { signal: context.closing });
  }
  const response = faultAnswer(fault, request) ?? serviceAnswer(request, context.account);
  context.persist();
  return response;
}

function serviceAnswer(request: EmulatorRequest, account: EmulatorAccount): EmulatorResponse {
  try {
    return dispatch(request, account);
  } catch (error) {
    return restJsonError(500, 'InternalFailure', errorMessage(error));
  }
}

function faultAnswer(
  fault: Fault | undefined,
  request: EmulatorRequest,
): EmulatorResponse | undefined {
  const service = serviceOf(request);
  const protocol = isServiceName(service) ? service : 'rolesanywhere';
  if (fault?.kind === 'throttle') return throttleResponse(protocol);
  if (fault?.kind === 'error') return errorResponse(protocol, fault);
  return undefined;
}

function record(
  request: EmulatorRequest,
  response: EmulatorResponse | undefined,
  { account, log, onExchange }: ExchangeContext,
): void {
  const caller = callerArn(request, response, account);
  const entry = {
    time: account.now().toISOString(),
    operation: operationName(request),
    method: request.method,
    path: request.path,
    status: response?.status ?? 0,
    ...(caller === undefined ? {} : { callerArn: caller }),
    ...(response?.explanation === undefined ? {} : { explanation: response.explanation }),
    ...(response?.demands === undefined ? {} : { demands: response.demands }),
  };
  log.add(entry);
  onExchange?.(entry);
}

function write(
  reply: ServerResponse,
  { status, headers, body }: EmulatorResponse,
  { account }: ExchangeContext,
): void {
  reply.writeHead(status, {
    'x-amzn-requestid': randomUUID(),
    ...headers,
    // Clients learn the service's clock from here.
    date: account.now().toUTCString(),
    'content-length': Buffer.byteLength(body),
  });
  reply.end(body);
}

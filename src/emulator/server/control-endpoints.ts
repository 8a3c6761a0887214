import { IamraError } from '../../core/errors/iamra-error.ts';
import type { EmulatorRequest, EmulatorResponse } from '../exchange.ts';
import type { FaultPlan } from '../faults/fault-plan.ts';
import { parseFaultRules } from '../faults/fault-rule.ts';
import type { ExchangeLog } from './exchange-log.ts';

const prefix = '/_emulator/';

/** Says whether a path is the emulator's own: AWS has none of them. */
export function isControlPath(path: string): boolean {
  return path.startsWith(prefix);
}

export interface Controlled {
  readonly faults: FaultPlan;
  readonly log: ExchangeLog;
}

/** Tests in other processes set faults and read the log; only from this machine. */
export function answerControl(
  request: EmulatorRequest,
  peer: string | undefined,
  { faults, log }: Controlled,
): EmulatorResponse {
  if (!isLoopback(peer)) return json(403, { message: 'Only from the machine of the emulator' });
  const endpoint = `${request.method} ${request.path.slice(prefix.length)}`;
  switch (endpoint) {
    case 'GET requests':
      return json(200, log.entries);
    case 'PUT faults':
      return putFaults(request.body, faults);
    default:
      return json(404, { message: 'GET /_emulator/requests or PUT /_emulator/faults' });
  }
}

function putFaults(body: Buffer, faults: FaultPlan): EmulatorResponse {
  try {
    const rules = parseFaultRules(JSON.parse(body.toString()));
    faults.replace(rules);
    return json(200, { rules: rules.length });
  } catch (error) {
    if (error instanceof SyntaxError || IamraError.is(error)) {
      return json(400, { message: error.message });
    }
    throw error;
  }
}

function isLoopback(peer = ''): boolean {
  return peer === '::1' || /^(::ffff:)?127\./.test(peer);
}

function json(status: number, value: unknown): EmulatorResponse {
  return {
    status,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(value),
  };
}

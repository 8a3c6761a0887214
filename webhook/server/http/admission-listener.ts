import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { errorStack } from '../../observe/error-stack.ts';
import type { Logger } from '../../observe/logger.ts';
import { parseAdmissionReview } from '../admission/parse-admission-review.ts';
import { renderReview } from '../admission/render-review.ts';
import type { ReviewRoute } from '../admission/review-route.ts';
import type { WebhookMetrics } from '../metrics/webhook-metrics.ts';
import { budgetOf } from './budget.ts';
import { type BodyLimits, readBody } from './read-body.ts';
import { badRequest, type Rejection, rejections } from './rejection.ts';
import { respondJson, respondRejection } from './respond.ts';

export interface AdmissionEndpoint {
  /** By path. */
  readonly routes: ReadonlyMap<string, ReviewRoute>;
  readonly bodyLimits: BodyLimits;
  readonly metrics: WebhookMetrics;
  readonly logger: Logger;
  /** While it is true, each answer ends its connection. */
  readonly isDraining: () => boolean;
}

/** Answers a review that is sent to the path of a route, and everything else with a Kubernetes Status. */
export function admissionListener(endpoint: AdmissionEndpoint): RequestListener {
  return (request, response) => {
    void serve(endpoint, request, response);
  };
}

async function serve(
  endpoint: AdmissionEndpoint,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  endpoint.metrics.requestsInFlight += 1;
  try {
    await answer(endpoint, request, response);
  } catch (fault) {
    endpoint.logger.error('could not answer a request', { fault: errorStack(fault) });
    reject(endpoint, response, rejections.fault);
  } finally {
    endpoint.metrics.requestsInFlight -= 1;
  }
}

async function answer(
  endpoint: AdmissionEndpoint,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const start = performance.now();
  const { url = '' } = request;
  const route = endpoint.routes.get(pathOf(url));
  if (route === undefined) {
    reject(endpoint, response, rejections.notFound);
    return;
  }
  const unfit = unfitHead(request);
  if (unfit !== undefined) {
    reject(endpoint, response, unfit);
    return;
  }
  const body = await readBody(request, endpoint.bodyLimits);
  if (body.kind !== 'complete') {
    if (body.kind === 'broken-off') response.destroy();
    else reject(endpoint, response, unreadBody[body.kind]);
    return;
  }
  try {
    await answerReview(endpoint, response, { route, bytes: body.bytes, url, start });
  } finally {
    endpoint.bodyLimits.held.release(body.bytes.length);
  }
}

const unreadBody = {
  'too-large': rejections.tooLarge,
  'too-slow': rejections.tooSlow,
  'too-many': rejections.tooMany,
} as const;

/** The API server adds `?timeout=`. */
function pathOf(url: string): string {
  const end = url.indexOf('?');
  return end < 0 ? url : url.slice(0, end);
}

function unfitHead({ method, headers }: IncomingMessage): Rejection | undefined {
  if (method !== 'POST') return rejections.methodNotAllowed;
  const { 'content-type': type = '' } = headers;
  if (type === 'application/json') return undefined;
  const [mediaType = ''] = type.split(';', 1);
  const isJson = mediaType.trim().toLowerCase() === 'application/json';
  return isJson ? undefined : rejections.unsupportedMediaType;
}

interface ReceivedReview {
  readonly route: ReviewRoute;
  readonly bytes: Buffer;
  readonly url: string;
  /** Of performance.now(). */
  readonly start: number;
}

async function answerReview(
  endpoint: AdmissionEndpoint,
  response: ServerResponse,
  { route, bytes, url, start }: ReceivedReview,
): Promise<void> {
  const parsed = parseAdmissionReview(parseJson(bytes));
  if (parsed.kind === 'malformed') {
    reject(endpoint, response, badRequest(parsed.message));
    return;
  }
  const admission = await route.review(parsed.request, start + budgetOf(url));
  const json = renderReview(admission.review);
  response.shouldKeepAlive &&= !endpoint.isDraining();
  respondJson(response, json);
  route.record({
    request: parsed.request,
    admission,
    milliseconds: performance.now() - start,
  });
}

/** Undefined, which is no review, for what is no JSON. */
function parseJson(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    return undefined;
  }
}

function reject(endpoint: AdmissionEndpoint, response: ServerResponse, rejection: Rejection): void {
  const { status, message } = rejection;
  endpoint.metrics.rejections.increment({ status: String(status) });
  endpoint.logger.warn('refused a request that is no review', { status, reason: message });
  if (response.headersSent) return;
  response.shouldKeepAlive &&= !endpoint.isDraining();
  respondRejection(response, rejection);
}

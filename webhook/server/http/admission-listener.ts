import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { InjectionSettings } from '../../../src/core/injection/injection-settings.ts';
import { handleAdmission } from '../admission/handle-admission.ts';
import { lookAround } from '../admission/look-around.ts';
import { parseAdmissionReview } from '../admission/parse-admission-review.ts';
import { recordAdmission } from '../admission/record-admission.ts';
import { renderReview } from '../admission/render-review.ts';
import type { ClusterReader } from '../cluster/cluster-reader.ts';
import { errorStack } from '../error-stack.ts';
import type { AdmissionEvents } from '../events/admission-events.ts';
import type { Logger } from '../logger.ts';
import type { WebhookMetrics } from '../metrics/webhook-metrics.ts';
import { budgetOf } from './budget.ts';
import { type BodyLimits, readBody } from './read-body.ts';
import { badRequest, type Rejection, rejections } from './rejection.ts';
import { respondJson, respondRejection } from './respond.ts';

export interface AdmissionEndpoint {
  readonly settings: InjectionSettings;
  /** Absent: pods are judged by their own annotations alone. */
  readonly cluster?: ClusterReader | undefined;
  readonly bodyLimits: BodyLimits;
  readonly metrics: WebhookMetrics;
  readonly logger: Logger;
  /** Absent: nobody is told but the API server. */
  readonly events?: AdmissionEvents | undefined;
  /** While it is true, each answer ends its connection. */
  readonly isDraining: () => boolean;
}

const path = '/mutate/credentials';

/** Answers `POST /mutate/credentials`, and everything else with a Kubernetes Status. */
export function admissionListener(endpoint: AdmissionEndpoint): RequestListener {
  return (request, response) => {
    endpoint.metrics.requestsInFlight += 1;
    answer(endpoint, request, response)
      .catch((fault: unknown) => {
        endpoint.logger.error('could not answer a request', { fault: errorStack(fault) });
        reject(endpoint, response, rejections.fault);
      })
      .finally(() => {
        endpoint.metrics.requestsInFlight -= 1;
      });
  };
}

async function answer(
  endpoint: AdmissionEndpoint,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const start = performance.now();
  const unfit = unfitHead(request);
  if (unfit !== undefined) {
    reject(endpoint, response, unfit);
    return;
  }
  const body = await readBody(request, endpoint.bodyLimits);
  switch (body.kind) {
    case 'complete':
      try {
        const { bytes } = body;
        await answerReview(endpoint, response, { bytes, url: request.url ?? '', start });
      } finally {
        endpoint.bodyLimits.held.release(body.bytes.length);
      }
      return;
    case 'too-large':
      reject(endpoint, response, rejections.tooLarge);
      return;
    case 'too-slow':
      reject(endpoint, response, rejections.tooSlow);
      return;
    case 'too-many':
      reject(endpoint, response, rejections.tooMany);
      return;
    case 'broken-off':
      response.destroy();
  }
}

function unfitHead({ url = '', method, headers }: IncomingMessage): Rejection | undefined {
  // The API server adds ?timeout=.
  if (url !== path && !url.startsWith(`${path}?`)) return rejections.notFound;
  if (method !== 'POST') return rejections.methodNotAllowed;
  const [mediaType = ''] = (headers['content-type'] ?? '').split(';', 1);
  const isJson = mediaType.trim().toLowerCase() === 'application/json';
  return isJson ? undefined : rejections.unsupportedMediaType;
}

interface ReceivedReview {
  readonly bytes: Buffer;
  readonly url: string;
  /** Of performance.now(). */
  readonly start: number;
}

async function answerReview(
  endpoint: AdmissionEndpoint,
  response: ServerResponse,
  { bytes, url, start }: ReceivedReview,
): Promise<void> {
  const parsed = parseAdmissionReview(parseJson(bytes));
  if (parsed.kind === 'malformed') {
    reject(endpoint, response, badRequest(parsed.message));
    return;
  }
  const { cluster, settings } = endpoint;
  const known = cluster && (await lookAround(parsed.request, cluster, start + budgetOf(url)));
  const admission = handleAdmission(parsed.request, settings, known);
  const json = renderReview(admission.review);
  response.shouldKeepAlive &&= !endpoint.isDraining();
  respondJson(response, json);
  recordAdmission(endpoint, {
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

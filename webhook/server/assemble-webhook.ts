import type { Server } from 'node:http';
import { Connections } from '../http/connections.ts';
import { createHealthServer } from '../http/health-server.ts';
import type { Logger } from '../observe/logger.ts';
import { createRoutes, type Routes } from './create-routes.ts';
import { admissionListener } from './http/admission-listener.ts';
import { createAdmissionServer, showCertificate } from './http/admission-server.ts';
import { HeldBytes } from './http/held-bytes.ts';
import { IncompleteBodies } from './http/incomplete-bodies.ts';
import type { BodyLimits } from './http/read-body.ts';
import { CertificateKeeper } from './tls/certificate-keeper.ts';
import type { WebhookConfig } from './webhook-config.ts';

/** The parts of a webhook, joined; nobody listens yet. */
export interface Webhook {
  readonly admission: Server;
  readonly health: Server;
  readonly certificate: CertificateKeeper;
  readonly logger: Logger;
  /** From here on /readyz says no, and each answer ends its connection. */
  drain(): void;
  /** Ends every connection and every timer. */
  close(): Promise<void>;
}

const largestReview = 3 * 1024 * 1024;
const bodyMilliseconds = 10_000;
/** Thousands of the usual size, five of the largest. */
const mostHeldBytes = 16 * 1024 * 1024;
const certificatePollMilliseconds = 10_000;
const graceMilliseconds = 5_000;

export function assembleWebhook(config: WebhookConfig, logger: Logger): Webhook {
  const reviews = createRoutes(config, logger);
  const { routes, metrics } = reviews;
  let draining = false;
  const admission = createAdmissionServer(
    admissionListener({
      routes,
      bodyLimits: bodyLimitsOf(config),
      metrics,
      logger,
      isDraining: () => draining,
    }),
    config.mostConnections,
  );
  const certificate = keepCertificate(config, { admission, metrics, logger });
  const health = createHealthServer({
    notReady: () =>
      draining ? 'the webhook is stopping' : (certificate.problem ?? reviews.notReady()),
    metrics: () => metrics.render(),
  });
  return {
    admission,
    health,
    certificate,
    logger,
    drain: () => {
      draining = true;
    },
    close: closing(config, { admission, health, certificate, reviews }),
  };
}

function bodyLimitsOf(config: WebhookConfig): BodyLimits {
  return {
    bytes: largestReview,
    held: new HeldBytes(config.mostHeldBytes ?? mostHeldBytes),
    incomplete: new IncompleteBodies(config.bodyMilliseconds ?? bodyMilliseconds),
  };
}

interface ServerParts extends Pick<Routes, 'metrics'> {
  readonly admission: ReturnType<typeof createAdmissionServer>;
  readonly logger: Logger;
}

function keepCertificate(
  { tlsDirectory, certificatePollMilliseconds: pollMilliseconds }: WebhookConfig,
  { admission, metrics, logger }: ServerParts,
): CertificateKeeper {
  return new CertificateKeeper({
    directory: tlsDirectory,
    pollMilliseconds: pollMilliseconds ?? certificatePollMilliseconds,
    metrics,
    logger,
    onCertificate: (pair) => {
      showCertificate(admission, pair);
    },
  });
}

interface ClosingParts extends Pick<Webhook, 'admission' | 'health' | 'certificate'> {
  readonly reviews: Routes;
}

/** Gives what ends them: those who ask first, then what the answers rest on. */
function closing(
  config: WebhookConfig,
  { admission, health, certificate, reviews }: ClosingParts,
): () => Promise<void> {
  const reviewers = new Connections(admission);
  const observers = new Connections(health);
  return async () => {
    await reviewers.close(config.graceMilliseconds ?? graceMilliseconds);
    await observers.close(0);
    await reviews.stop();
    certificate.stop();
    reviews.metrics.stop();
  };
}

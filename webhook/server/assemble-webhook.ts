import { createServer, type Server } from 'node:http';
import { createRoutes } from './create-routes.ts';
import { admissionListener } from './http/admission-listener.ts';
import { createAdmissionServer, showCertificate } from './http/admission-server.ts';
import { limitConnections } from './http/connection-limit.ts';
import { Connections } from './http/connections.ts';
import { healthListener } from './http/health-listener.ts';
import { HeldBytes } from './http/held-bytes.ts';
import { IncompleteBodies } from './http/incomplete-bodies.ts';
import type { Logger } from './logger.ts';
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
const healthLimit = { connections: 100, pipelined: 8 };
const certificatePollMilliseconds = 10_000;
const graceMilliseconds = 5_000;

export function assembleWebhook(config: WebhookConfig, logger: Logger): Webhook {
  const { routes, metrics, stop } = createRoutes(config, logger);
  let draining = false;
  const admission = createAdmissionServer(
    admissionListener({
      routes,
      bodyLimits: {
        bytes: largestReview,
        held: new HeldBytes(config.mostHeldBytes ?? mostHeldBytes),
        incomplete: new IncompleteBodies(config.bodyMilliseconds ?? bodyMilliseconds),
      },
      metrics,
      logger,
      isDraining: () => draining,
    }),
    config.mostConnections,
  );
  const certificate = new CertificateKeeper({
    directory: config.tlsDirectory,
    pollMilliseconds: config.certificatePollMilliseconds ?? certificatePollMilliseconds,
    metrics,
    logger,
    onCertificate: (pair) => {
      showCertificate(admission, pair);
    },
  });
  const health = createServer(
    healthListener({
      notReady: () => (draining ? 'the webhook is stopping' : certificate.problem),
      metrics: () => metrics.render(),
    }),
  );
  limitConnections(health, healthLimit);
  const reviewers = new Connections(admission);
  const observers = new Connections(health);
  return {
    admission,
    health,
    certificate,
    logger,
    drain: () => {
      draining = true;
    },
    close: async () => {
      await reviewers.close(config.graceMilliseconds ?? graceMilliseconds);
      await observers.close(0);
      await stop();
      certificate.stop();
      metrics.stop();
    },
  };
}

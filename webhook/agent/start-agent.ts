import type { IamraError } from '../../src/core/errors/iamra-error.ts';
import type { Logger } from '../observe/logger.ts';
import type { AgentConfig } from './agent-config.ts';
import { type Clock, systemClock } from './clock.ts';
import { ClientToken } from './endpoints/client-token.ts';
import { credentialsHandler, endpointOf } from './endpoints/credentials-handler.ts';
import { MetadataTokens } from './endpoints/metadata-token.ts';
import { whyNoCredentials } from './endpoints/no-credentials.ts';
import { AgentMetrics } from './health/agent-metrics.ts';
import { healthHandler } from './health/health-handler.ts';
import { StartupGate } from './health/startup-gate.ts';
import { type Serving, serve } from './serve.ts';
import { CertificateFiles } from './session/certificate-files.ts';
import { createPost } from './session/post.ts';
import { SessionClient } from './session/session-client.ts';
import { SessionKeeper } from './session/session-keeper.ts';
import { timedPost } from './session/timed-post.ts';
import { WatchedCertificate } from './session/watched-certificate.ts';

export interface AgentDependencies {
  readonly log: Logger;
  /** For the proxy that it names; none. */
  readonly env?: NodeJS.ProcessEnv;
  readonly clock?: Clock;
  /** From 0 to 1. */
  readonly random?: () => number;
  /** How often certificate and clock are looked at; 5,000. */
  readonly pollMilliseconds?: number;
  /** How long AWS has for an answer; 10,000. */
  readonly requestTimeoutMilliseconds?: number;
}

/** An agent that serves. */
export interface RunningAgent {
  readonly credentialsPort: number;
  readonly healthPort: number;
  /** Why there was no session so far; undefined when there was one. */
  withoutSuccess(): IamraError | undefined;
  /** Answers what was asked, then ends. */
  stop(): Promise<void>;
}

/**
 * Starts to keep a session and to serve it on loopback.
 * @throws {IamraError} IAMRA906 where a port is in use
 */
export async function startAgent(
  config: AgentConfig,
  dependencies: AgentDependencies,
): Promise<RunningAgent> {
  const parts = assemble(config, dependencies);
  const { keeper } = parts;
  const servers: Serving[] = [];
  const stop = async (): Promise<void> => {
    // Whoever waits for AWS's answer gets it: the request for a session ends last.
    await Promise.all(servers.map((server) => server.close()));
    await keeper.stop();
  };
  keeper.start();
  try {
    const credentials = await serveCredentials(config, parts);
    servers.push(credentials);
    const health = await serveHealth(config, parts);
    servers.push(health);
    return {
      credentialsPort: credentials.port,
      healthPort: health.port,
      withoutSuccess: () => (keeper.succeeded ? undefined : whyNoCredentials(keeper)),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

interface Parts {
  readonly clock: Clock;
  readonly identities: WatchedCertificate;
  readonly sessions: SessionClient;
  readonly keeper: SessionKeeper;
  readonly metrics: AgentMetrics;
}

function assemble(config: AgentConfig, dependencies: AgentDependencies): Parts {
  const { log, env = {}, clock = systemClock, random = Math.random } = dependencies;
  const { pollMilliseconds = 5000, requestTimeoutMilliseconds = 10_000 } = dependencies;
  const metrics = new AgentMetrics();
  const identities = new WatchedCertificate(new CertificateFiles(config.certificate), log);
  const onEnd = metrics.countSessionRequest.bind(metrics);
  const post = timedPost(createPost(requestTimeoutMilliseconds, env), clock, onEnd);
  const sessions = new SessionClient({ input: config.session, post, clock, log });
  const onAttempt = metrics.countAttempt.bind(metrics);
  const keeper = new SessionKeeper({
    identities,
    sessions,
    clock,
    random,
    log,
    pollMilliseconds,
    onAttempt,
  });
  return { clock, identities, sessions, keeper, metrics };
}

function serveCredentials(
  config: AgentConfig,
  { clock, keeper, metrics }: Parts,
): Promise<Serving> {
  const port = config.credentialsPort;
  return serve({
    address: { host: '127.0.0.1', port, setting: 'IAMRA_CREDENTIALS_PORT' },
    handle: credentialsHandler({
      sessions: keeper,
      clientToken: new ClientToken(config.tokenFile, clock),
      metadataTokens: new MetadataTokens(clock),
      roleArn: config.session.roleArn,
      region: config.region,
    }),
    onReply: (request, status, seconds) => {
      metrics.countRequest(endpointOf(request), status, seconds);
    },
  });
}

function serveHealth(
  config: AgentConfig,
  { clock, identities, sessions, keeper, metrics }: Parts,
): Promise<Serving> {
  const { requireCredentials, healthPort } = config;
  return serve({
    // Node.js takes 0.0.0.0 where there is no IPv6.
    address: { host: undefined, port: healthPort, setting: 'IAMRA_HEALTH_PORT' },
    handle: healthHandler({
      keeper,
      identities,
      sessions,
      startup: new StartupGate({ sessions: keeper, requireCredentials, clock }),
      metrics: () =>
        metrics.render({
          credentialsExpiry: () => keeper.held()?.expiresAt,
          certificateExpiry: () => identities.identity?.certificate.validToDate,
          clockSkewMilliseconds: () => sessions.skewMilliseconds,
        }),
    }),
  });
}

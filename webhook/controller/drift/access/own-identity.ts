import { isDeepStrictEqual } from 'node:util';
import { parseArn } from '../../../../src/core/arn.ts';
import { sessionEndpoint } from '../../../../src/core/session/session-endpoint.ts';
import type { Clock } from '../../../agent/clock.ts';
import { createPost, type Post } from '../../../agent/session/post.ts';
import { SessionClient } from '../../../agent/session/session-client.ts';
import type { Logger } from '../../../observe/logger.ts';
import type {
  AwsAccess,
  AwsCredentials,
  CredentialsProvider,
  RolesAnywherePlace,
} from './aws-access.ts';
import type { OwnCertificate } from './own-certificate.ts';

export interface OwnIdentityOptions {
  readonly certificate: OwnCertificate;
  readonly roleArn: string;
  readonly clock: Clock;
  readonly logger: Logger;
  /** For its AWS_ENDPOINT_URL_ROLESANYWHERE, AWS_ENDPOINT_URL and proxy. */
  readonly environment: NodeJS.ProcessEnv;
}

interface HeldSession {
  readonly place: RolesAnywherePlace;
  /** Milliseconds since the epoch. */
  readonly renewAt: number;
  readonly credentials: AwsCredentials;
}

const requestTimeoutMilliseconds = 10_000;
// The shortest that AWS gives: a look is over in less, and a longer one has it renewed.
const sessionSeconds = 900;

/** AWS by a session of Roles Anywhere, for a certificate of the controller's own ServiceAccount. */
export class OwnIdentity implements AwsAccess {
  readonly description: string;
  readonly #options: OwnIdentityOptions;
  readonly #post: Post;
  #held: HeldSession | undefined;

  constructor(options: OwnIdentityOptions) {
    this.#options = options;
    this.#post = createPost(requestTimeoutMilliseconds, options.environment);
    this.description = `its own identity, as ${options.roleArn}`;
  }

  credentials(place: RolesAnywherePlace, signal: AbortSignal): CredentialsProvider {
    let asking: Promise<AwsCredentials> | undefined;
    // The clients of one look ask for the same at the same time.
    return async () => {
      asking ??= this.#hold(place, signal).finally(() => {
        asking = undefined;
      });
      return asking;
    };
  }

  /** The session that is there for the first half of its life, then a new one. */
  async #hold(place: RolesAnywherePlace, signal: AbortSignal): Promise<AwsCredentials> {
    const held = this.#held;
    const isFresh = held !== undefined && this.#options.clock.now() < held.renewAt;
    if (isFresh && isDeepStrictEqual(held.place, place)) return held.credentials;
    this.#held = await this.#request(place, signal);
    return this.#held.credentials;
  }

  /** @throws {IamraError} 4xx, as agents meet it */
  async #request(place: RolesAnywherePlace, signal: AbortSignal): Promise<HeldSession> {
    const { certificate, roleArn, clock, logger, environment } = this.#options;
    const identity = await certificate.read(signal);
    const input = {
      ...place,
      roleArn,
      endpoint: endpointOf(place, environment),
      durationSeconds: sessionSeconds,
    };
    const sessions = new SessionClient({ input, post: this.#post, clock, log: logger });
    const outcome = await sessions.request(identity, signal);
    if (outcome.kind === 'failed') throw outcome.failure.error;
    const { accessKeyId, secretAccessKey, sessionToken, expiration } = outcome.credentials;
    // By the clock here, which the SDK compares with.
    const end = expiration.getTime() - sessions.expirySkewMilliseconds;
    const now = clock.now();
    return {
      place,
      renewAt: now + (end - now) / 2,
      credentials: { accessKeyId, secretAccessKey, sessionToken, expiration: new Date(end) },
    };
  }
}

function endpointOf(
  { region, trustAnchorArn }: RolesAnywherePlace,
  environment: NodeJS.ProcessEnv,
): string {
  const { AWS_ENDPOINT_URL_ROLESANYWHERE: own, AWS_ENDPOINT_URL: all } = environment;
  if (own !== undefined && own !== '') return own;
  if (all !== undefined && all !== '') return all;
  return sessionEndpoint(parseArn(trustAnchorArn)?.partition ?? 'aws', region);
}

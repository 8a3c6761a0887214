import { parseArn } from '../../../../src/core/arn.ts';
import { sessionEndpoint } from '../../../../src/core/session/session-endpoint.ts';
import type { Clock } from '../../../agent/clock.ts';
import { createPost, type Post } from '../../../agent/session/post.ts';
import { SessionClient } from '../../../agent/session/session-client.ts';
import type { Logger } from '../../../server/logger.ts';
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

const requestTimeoutMilliseconds = 10_000;
// The shortest that AWS gives: a look is over in less, and a longer one has it renewed.
const sessionSeconds = 900;
const renewMilliseconds = 450_000;

/** AWS by a session of Roles Anywhere, for a certificate of the controller's own ServiceAccount. */
export class OwnIdentity implements AwsAccess {
  readonly description: string;
  readonly #options: OwnIdentityOptions;
  readonly #post: Post;
  #held: { readonly place: string; readonly credentials: AwsCredentials } | undefined;

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

  async #hold(place: RolesAnywherePlace, signal: AbortSignal): Promise<AwsCredentials> {
    const key = JSON.stringify(place);
    const held = this.#held?.place === key ? this.#held.credentials : undefined;
    const left = (held?.expiration?.getTime() ?? 0) - this.#options.clock.now();
    if (held !== undefined && left > renewMilliseconds) return held;
    const credentials = await this.#request(place, signal);
    this.#held = { place: key, credentials };
    return credentials;
  }

  /** @throws {IamraError} 4xx, as agents meet it */
  async #request(place: RolesAnywherePlace, signal: AbortSignal): Promise<AwsCredentials> {
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
    return { accessKeyId, secretAccessKey, sessionToken, expiration };
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

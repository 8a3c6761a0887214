import { isIP } from 'node:net';
import * as z from 'zod';
import { IamraError } from '../../../src/core/errors/iamra-error.ts';

/** What the environment of a webhook process says; settings are still in their file. */
export interface WebhookEnvironment {
  readonly host: string | undefined;
  readonly port: number;
  readonly healthPort: number;
  readonly tlsDirectory: string;
  readonly settingsFile: string;
  readonly drainMilliseconds: number;
  /** Whether the Kubernetes API is asked about ServiceAccounts. */
  readonly usesKubernetes: boolean;
  /** Whether a policy copies the annotations of ServiceAccounts to their pods. */
  readonly annotationsCopied: boolean;
  /** Whether there are injection rules. */
  readonly usesRules: boolean;
}

const number = (least: number, most: number, preset: string): z.ZodType<number> =>
  z
    .string()
    .default(preset)
    .refine((text) => /^\d{1,6}$/.test(text) && Number(text) >= least && Number(text) <= most, {
      error: `must be a whole number from ${least} to ${most}`,
    })
    .transform(Number);

const flag = z.enum(['true', 'false'], { error: 'must be true or false' }).default('false');

const file = z.string({ error: 'must be set' });

const schema = z.object({
  IAMRA_LISTEN_ADDRESS: z
    .string()
    .refine((text) => isIP(text) !== 0, 'must be an IP address of this machine')
    .optional(),
  // 10250: the one port beside 443 that the control plane of a private GKE cluster may reach.
  IAMRA_PORT: number(0, 65_535, '10250'),
  IAMRA_HEALTH_PORT: number(0, 65_535, '10251'),
  IAMRA_TLS_DIRECTORY: file,
  IAMRA_SETTINGS_FILE: file,
  IAMRA_DRAIN_SECONDS: number(0, 600, '10'),
  IAMRA_KUBERNETES: flag,
  IAMRA_ANNOTATIONS_COPIED: flag,
  IAMRA_RULES: flag,
});

/**
 * Reads the environment; an empty variable counts as absent.
 * @throws {IamraError} IAMRA920 with a sentence for each variable that is not right
 */
export function readEnvironment(environment: NodeJS.ProcessEnv): WebhookEnvironment {
  const given = Object.fromEntries(Object.entries(environment).filter(([, text]) => text !== ''));
  const result = schema.safeParse(given);
  if (!result.success) throw invalid(result.error.issues, given);
  const { data } = result;
  return {
    host: data.IAMRA_LISTEN_ADDRESS,
    port: data.IAMRA_PORT,
    healthPort: data.IAMRA_HEALTH_PORT,
    tlsDirectory: data.IAMRA_TLS_DIRECTORY,
    settingsFile: data.IAMRA_SETTINGS_FILE,
    drainMilliseconds: data.IAMRA_DRAIN_SECONDS * 1000,
    usesKubernetes: data.IAMRA_KUBERNETES === 'true',
    annotationsCopied: data.IAMRA_ANNOTATIONS_COPIED === 'true',
    usesRules: data.IAMRA_RULES === 'true',
  };
}

function invalid(issues: readonly z.core.$ZodIssue[], given: NodeJS.ProcessEnv): IamraError {
  const names = issues.map(({ path }) => String(path[0]));
  const sentences = issues.map(({ message }, index) => {
    const name = names[index] ?? '';
    const value = given[name];
    return `${name}${value === undefined ? '' : ` “${value}”`} ${message}.`;
  });
  return new IamraError('IAMRA920', sentences.join(' '), {
    fix: `set ${names.join(', ')} in the environment of the webhook`,
  });
}

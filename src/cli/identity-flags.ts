import type { IdentityInput } from '../actions/identity/identity-input.ts';
import type { AwsAnswer } from '../actions/identity/identity-result.ts';
import { IamraError } from '../core/errors/iamra-error.ts';
import {
  parseServiceAccountName,
  type ServiceAccountName,
} from '../core/identity/service-account.ts';
import type { Terminal } from '../terminal/terminal.ts';
import { awsSideFlags, awsSideInput } from './aws-side-flags.ts';
import { clusterFlags } from './cluster-flags.ts';
import { outputFlag } from './output-flag.ts';

/** How `identity list` and `identity show` find cluster and AWS. */
export const identityFlags = { ...outputFlag, ...clusterFlags, ...awsSideFlags };

type IdentityFlags = Parameters<typeof awsSideInput>[0] & {
  readonly kubeconfig?: string | undefined;
  readonly context?: string | undefined;
};

/** The flags as actions take them. */
export function identityInput(flags: IdentityFlags): IdentityInput {
  return { ...awsSideInput(flags), kubeconfig: flags.kubeconfig, context: flags.context };
}

/** The ServiceAccount that is asked for. @throws {IamraError} IAMRA901 for a name without a namespace */
export function askedAccount(text: string, namespace: string | undefined): ServiceAccountName {
  const isWhole = /[/:]/.test(text);
  const account = parseServiceAccountName(
    isWhole || namespace === undefined ? text : `${namespace}/${text}`,
  );
  if (account === undefined) {
    throw new IamraError('IAMRA901', `“${text}” is not NAMESPACE/NAME of a ServiceAccount.`, {
      fix: 'give it as default/web, or as web with -n default',
    });
  }
  if (namespace === undefined || account.namespace === namespace) return account;
  throw new IamraError('IAMRA901', `${text} is not in namespace ${namespace}, which -n names.`, {
    fix: `leave out -n ${namespace}`,
  });
}

/** Says what AWS could not be asked, and why. */
export function warnOfSilence(terminal: Terminal, answer: AwsAnswer): void {
  if (answer.asked) return;
  const { code, reason, fix } = answer;
  terminal.warn(`When AWS last saw a certificate is not known: ${code} ${reason} Fix: ${fix}`);
}

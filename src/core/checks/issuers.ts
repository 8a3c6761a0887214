import type { Check } from './check.ts';
import type { IssuerState } from './cluster-facts.ts';
import { type Finding, failure } from './finding.ts';
import { notInstalled } from './not-installed.ts';

/** The issuers of the webhook's TLS certificate and of the workloads' identities. */
export const issuers: Check<'installation' | 'issuers'> = {
  name: 'issuers',
  category: 'cert-manager',
  title: 'The issuers are ready',
  codes: ['IAMRA114', 'IAMRA115'],
  needs: ['installation', 'issuers'],
  judge: (facts) =>
    facts.installation === undefined
      ? notInstalled
      : {
          findings: judgeIssuers(facts.issuers),
          detail: facts.issuers.map(({ name }) => name).join(', '),
        },
};

export function judgeIssuers(states: readonly IssuerState[]): Finding[] {
  return states.flatMap(({ name, state, message, inspect }) => {
    if (state === 'ready') return [];
    if (state === 'missing') return [failure('IAMRA114', `${name} does not exist.`)];
    const why = message === undefined ? '' : `: ${message}`;
    return [failure('IAMRA115', `${name} is not ready${why}`, inspect)];
  });
}

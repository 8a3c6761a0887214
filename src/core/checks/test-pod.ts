import { catalogue, type IamraCode } from '../errors/catalogue.ts';
import { findAgent } from '../injection/agent/find-agent.ts';
import { agentName } from '../injection/contract.ts';
import type { Pod } from '../injection/pod/pod.ts';
import type { Check, Verdict } from './check.ts';
import type { TestPod } from './cluster-facts.ts';
import { type Finding, failure, warning } from './finding.ts';
import { notInstalled } from './not-installed.ts';

/** A pod that the API server admits but doesn't store must come back with the agent. */
export const testPod: Check<'webhook' | 'testPod'> = {
  name: 'test-pod',
  category: 'webhook',
  title: 'A test pod gets the agent (server-side dry run)',
  codes: ['IAMRA125', 'IAMRA126', 'IAMRA127', 'IAMRA128', 'IAMRA129', 'IAMRA130', 'IAMRA137'],
  needs: ['webhook', 'testPod'],
  judge: ({ webhook, testPod: test }) =>
    webhook.entries === undefined ? notInstalled : judgeTestPod(test),
};

export function judgeTestPod({ namespace, outcome }: TestPod): Verdict {
  const detail = `in namespace ${namespace}`;
  switch (outcome.kind) {
    case 'excluded':
      return { skipped: `namespace ${namespace} is excluded from injection; name another with -n` };
    case 'refused':
      return { findings: [explainRefusal(outcome.message, namespace)], detail };
    case 'admitted':
      return { findings: judgeAdmitted(outcome.pod as Pod, namespace), detail };
  }
}

function judgeAdmitted({ spec }: Pod, namespace: string): Finding[] {
  const agent = findAgent(spec)?.container;
  if (agent === undefined) {
    const message = `A test pod in namespace ${namespace} came back without the container ${agentName}.`;
    return [failure('IAMRA128', message)];
  }
  if (agent.restartPolicy === 'Always') return [];
  return [
    failure('IAMRA129', `In a test pod, ${agentName} came back without restartPolicy Always.`),
  ];
}

interface Meaning {
  readonly code: IamraCode;
  readonly pattern: RegExp;
  readonly sentence: string;
}

// How API servers end “failed calling webhook …”; seen on Kubernetes 1.36.
const meanings: readonly Meaning[] = [
  {
    code: 'IAMRA125',
    pattern: /no endpoints available for service/,
    sentence: 'no process of the webhook is ready',
  },
  {
    code: 'IAMRA125',
    pattern: /service "[^"]*" not found/,
    sentence: 'the Service of the webhook does not exist',
  },
  {
    code: 'IAMRA126',
    pattern: /certificate signed by unknown authority/,
    sentence: 'the caBundle does not hold the CA of the certificate that the webhook serves',
  },
  {
    code: 'IAMRA137',
    pattern: /certificate is valid for|certificate is not valid for/,
    sentence: 'the certificate of the webhook is for another name',
  },
  {
    code: 'IAMRA137',
    pattern: /certificate has expired or is not yet valid/,
    sentence: 'the certificate of the webhook has expired',
  },
  {
    code: 'IAMRA127',
    pattern: /connection refused|no route to host|EOF|connection reset/,
    sentence: 'nothing answers at the address of the webhook',
  },
  {
    code: 'IAMRA127',
    pattern: /context deadline exceeded|i\/o timeout|Client\.Timeout/,
    sentence: 'the webhook does not answer in time; a firewall may drop the packets',
  },
];

function explainRefusal(message: string, namespace: string): Finding {
  const who = `The API server refused a test pod in namespace ${namespace}`;
  const short = message.replace(/^[^:]*: /, '');
  if (/failed calling webhook "[^"]*iamra\.dev"/.test(message)) {
    const meaning = meanings.find(({ pattern }) => pattern.test(message));
    if (meaning !== undefined) return failure(meaning.code, `${who}: ${meaning.sentence}.`);
    return failure('IAMRA127', `${who}: ${short}`);
  }
  const own = /IAMRA3\d\d/.exec(message)?.[0];
  if (own !== undefined && own in catalogue) {
    return failure('IAMRA128', `${who}: ${short}`, catalogue[own as IamraCode].fix);
  }
  if (/namespaces? "[^"]*" not found/.test(message)) {
    return warning(
      'IAMRA130',
      `Namespace ${namespace} does not exist.`,
      'iamra doctor -n NAMESPACE',
    );
  }
  // Whatever refuses a pod for reasons that aren't ours says nothing against the injection.
  return warning(
    'IAMRA130',
    `${who}: ${short}`,
    'iamra doctor -n NAMESPACE, for another namespace',
  );
}

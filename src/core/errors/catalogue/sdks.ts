import type { CatalogueEntry } from '../catalogue-entry.ts';
import { exitCode } from '../exit-code.ts';

/** 445 to 447: AWS SDKs in pods that do not use the agent as they could. */
export const sdksCatalogue = {
  IAMRA445: {
    title:
      'An SDK asks the container endpoint without the token of the pod, as those before 2024 do.',
    exit: exitCode.refused,
    fix: 'update the SDK, or set iamra.dev/credentials-endpoint: imds on the pod template',
  },
  IAMRA446: {
    title: 'Requests for credentials come to the agent through a proxy.',
    exit: exitCode.refused,
    fix: 'add 127.0.0.1 to NO_PROXY and no_proxy of the containers',
  },
  IAMRA447: {
    title: 'No SDK has asked the agent, and variables of envFrom may lead them elsewhere.',
    exit: exitCode.refused,
    fix: 'kubectl describe the ConfigMap or Secret; remove AWS_ACCESS_KEY_ID, AWS_PROFILE and the like from it',
  },
} as const satisfies Record<string, CatalogueEntry>;

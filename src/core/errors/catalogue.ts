import { accessCatalogue } from './catalogue/access.ts';
import { admissionCatalogue } from './catalogue/admission.ts';
import { agentCatalogue } from './catalogue/agent.ts';
import { annotateCatalogue } from './catalogue/annotate.ts';
import { awsCatalogue } from './catalogue/aws.ts';
import { awsEverywhereCatalogue } from './catalogue/aws-everywhere.ts';
import { awsPlanCatalogue } from './catalogue/aws-plan.ts';
import { caRotationCatalogue } from './catalogue/ca-rotation.ts';
import { clusterCatalogue } from './catalogue/cluster.ts';
import { clusterChangesCatalogue } from './catalogue/cluster-changes.ts';
import { driftCatalogue } from './catalogue/drift.ts';
import { exportCatalogue } from './catalogue/export.ts';
import { identityCatalogue } from './catalogue/identity.ts';
import { injectCatalogue } from './catalogue/inject.ts';
import { injectionRulesCatalogue } from './catalogue/injection-rules.ts';
import { irsaCatalogue } from './catalogue/irsa.ts';
import { revocationCatalogue } from './catalogue/revocation.ts';
import { rolesCatalogue } from './catalogue/roles.ts';
import { ruleCommandsCatalogue } from './catalogue/rule-commands.ts';
import { ruleValidationCatalogue } from './catalogue/rule-validation.ts';
import { rulesClusterCatalogue } from './catalogue/rules-cluster.ts';
import { sdksCatalogue } from './catalogue/sdks.ts';
import { usageCatalogue } from './catalogue/usage.ts';

/** Every code that iamra prints, logs, counts or answers with; each has its anchor in docs/errors.md. */
export const catalogue = {
  ...clusterCatalogue,
  ...clusterChangesCatalogue,
  ...annotateCatalogue,
  ...awsCatalogue,
  ...awsPlanCatalogue,
  ...awsEverywhereCatalogue,
  ...caRotationCatalogue,
  ...driftCatalogue,
  ...revocationCatalogue,
  ...rolesCatalogue,
  ...exportCatalogue,
  ...accessCatalogue,
  ...admissionCatalogue,
  ...injectCatalogue,
  ...irsaCatalogue,
  ...injectionRulesCatalogue,
  ...ruleValidationCatalogue,
  ...rulesClusterCatalogue,
  ...ruleCommandsCatalogue,
  ...injectCatalogue,
  ...agentCatalogue,
  ...identityCatalogue,
  ...sdksCatalogue,
  ...usageCatalogue,
} as const;

export type IamraCode = keyof typeof catalogue;

const docsPage = 'https://github.com/iamra/iamra/blob/main/docs/errors.md';

/** Where the docs explain a code. */
export function docsLink(code: IamraCode): string {
  return `${docsPage}#${code.toLowerCase()}`;
}

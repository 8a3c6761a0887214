import { Document } from 'yaml';
import type { InitTarget } from '../../plan/init/init-target.ts';
import { cloudFormationTemplate } from './cloudformation-template.ts';

/**
 * What `init` would make, as a template of CloudFormation in YAML.
 * @param caCertificate PEM, without a key
 */
export function cloudFormationText(target: InitTarget, caCertificate: string): string {
  const document = new Document(cloudFormationTemplate(target, caCertificate), {
    // CloudFormation reads YAML 1.1, where 2012-10-17 is a date unless it is quoted, and takes no aliases.
    version: '1.1',
    aliasDuplicateObjects: false,
  });
  document.commentBefore = heading(target)
    .map((line) => ` ${line}`)
    .join('\n');
  return document.toString({ lineWidth: 0 });
}

function heading({ cluster, account, region, roles, trustAnchor }: InitTarget): string[] {
  const adopted = roles.filter((role) => role.adopted).map(({ name }) => name);
  return [
    `The AWS side of cluster ${cluster}: account ${account}, region ${region}. Written by iamra export cloudformation.`,
    `aws cloudformation deploy --region ${region} --stack-name ${trustAnchor.name} --capabilities CAPABILITY_NAMED_IAM --template-file FILE`,
    ...(adopted.length === 0
      ? []
      : [
          `Not here, since others made them: the trust policies of ${adopted.join(', ')}. “iamra init” adds its statement.`,
        ]),
  ];
}

import type { Context } from '../../context.ts';
import { cloudFormationText } from '../../core/export/cloudformation/cloudformation-text.ts';
import { terraformText } from '../../core/export/terraform/terraform-text.ts';
import type { InitTarget } from '../../core/plan/init/init-target.ts';
import { refuseOverLimits } from '../../core/plan/init/refuse-over-limits.ts';
import { initTarget } from '../../core/plan/init/target-of-config.ts';
import { readConfigFile } from '../../files/config-file.ts';
import type { InitInput } from '../init/init-input.ts';
import { readPolicyFiles } from '../init/read-policy-files.ts';
import { wantedConfig } from '../init/wanted-config.ts';
import { findExportPlace } from './find-export-place.ts';
import { readExportedCa } from './read-exported-ca.ts';

export type TemplateFormat = 'terraform' | 'cloudformation';

export interface TemplateInput extends InitInput {
  readonly format: TemplateFormat;
  /** Twelve digits; absent: as `iamra.yaml` says. */
  readonly account: string | undefined;
  /** A PEM file; absent: from where `init` keeps the CA. */
  readonly caCertificate: string | undefined;
}

/** What `export terraform` and `export cloudformation` answer; `--json` prints it as it stands. */
export interface TemplateResult {
  readonly format: TemplateFormat;
  readonly cluster: string;
  readonly account: string;
  readonly region: string;
  /** The template. */
  readonly text: string;
  /** What comes after it, as sentences and commands. */
  readonly next: readonly string[];
}

/**
 * What `init` would make, for another tool to make; asks nothing of AWS.
 * @throws {IamraError} IAMRA270 without a CA certificate, IAMRA213 for what AWS can't hold
 */
export async function exportTemplate(
  context: Context,
  input: TemplateInput,
): Promise<TemplateResult> {
  const { format } = input;
  const present = await readConfigFile(input.configFile);
  const place = await findExportPlace(context, input, present);
  const { cluster, account, region } = place;
  const config = wantedConfig(present, input, { cluster, account, region });
  const target = initTarget(
    config,
    place.partition,
    await readPolicyFiles(config, input.configFile),
  );
  refuseOverLimits(target, nothingThere);
  const certificate = await readExportedCa(context, input);
  const render = format === 'terraform' ? terraformText : cloudFormationText;
  return {
    format,
    cluster,
    account,
    region,
    text: render(target, certificate),
    next: nextSteps(target, format),
  };
}

const nothingThere = {
  trustAnchor: undefined,
  profile: undefined,
  roles: [],
  duplicates: [],
} as const;

function nextSteps(target: InitTarget, format: TemplateFormat): string[] {
  const { cluster, region } = target;
  const adopted = target.roles.some((role) => role.adopted);
  const left = [
    ...(format === 'terraform'
      ? ['the attribute mappings, for which its provider has nothing']
      : []),
    ...(adopted ? ['its statement in the trust policies of adopted roles'] : []),
  ];
  const rest = left.length === 0 ? '' : ` It adds what is not in here: ${left.join('; ')}.`;
  return [
    ...existing(target, format),
    `Then run iamra init --cluster ${cluster} --region ${region}, with the same flags: it finds what was made by name and tag, and writes the ARNs into iamra.yaml.${rest}`,
  ];
}

/** What is already there would be made a second time: names are not unique in Roles Anywhere. */
function existing({ trustAnchor, profile }: InitTarget, format: TemplateFormat): string[] {
  const arns = [trustAnchor.arn, profile.arn].filter((arn) => arn !== undefined);
  if (arns.length === 0) return [];
  const how =
    format === 'terraform'
      ? 'the import blocks have Terraform take it over'
      : 'import it into the stack, or CloudFormation makes it a second time';
  return [`iamra.yaml names what exists already (${arns.join(', ')}): ${how}.`];
}

import type { Context } from '../../context.ts';
import type { Certificate } from '../../core/annotate/certificate.ts';
import { otherIdentity } from '../../core/annotate/certificate.ts';
import { checkTrust, findRole } from '../../core/annotate/check-role.ts';
import { gitopsOwner } from '../../core/annotate/gitops-owner.ts';
import { planEdit } from '../../core/annotate/plan-edit.ts';
import { wantedAnnotations } from '../../core/annotate/wanted-annotations.ts';
import { warnOfAnnotation } from '../../core/annotate/warn-of-annotation.ts';
import { annotatedPart } from '../../core/annotate/workload.ts';
import type { IamraConfig } from '../../core/config/iamra-config.ts';
import { IamraError } from '../../core/errors/iamra-error.ts';
import {
  formatServiceAccountName,
  type ServiceAccountName,
} from '../../core/identity/service-account.ts';
import { spiffeId } from '../../core/identity/spiffe-id.ts';
import { annotationKey } from '../../core/injection/annotation-keys.ts';
import { certificateSecretName } from '../../core/injection/certificate-secret-name.ts';
import { defaultSettings } from '../../core/injection/default-settings.ts';
import { annotationsOf } from '../../core/injection/pod/pod.ts';
import { readConfigFile } from '../../files/config-file.ts';
import type { AnnotateInput } from './annotate-input.ts';
import { certificateReference } from './certificate-reference.ts';
import { findTarget } from './find-target.ts';
import { findUsers, restartsOf } from './find-users.ts';
import { accountOf, type FoundTarget } from './found-target.ts';
import type { PreparedEdit } from './prepared-edit.ts';
import { previewUsers, previewWorkload } from './preview-edit.ts';
import { readInstallation } from './read-installation.ts';
import { tryEdit } from './try-edit.ts';
import { unlessForbidden } from './unless-forbidden.ts';

/**
 * Reads and checks all that giving a role needs; the API server has tried the change.
 * @throws {IamraError} IAMRA170–173 for what the user named, 178–181 for what the cluster is
 */
export async function prepareAnnotate(
  context: Context,
  input: AnnotateInput,
): Promise<PreparedEdit> {
  const config = await readConfig(input.configFile);
  const role = findRole(config, input.role);
  const found = await findTarget(context, input);
  const account = accountOf(found);
  checkTrust(role, account);
  const installed = await readInstallation(found.kube, input.version);
  const { type } = input.target;
  const present = annotationsOf(annotatedPart(found.object, type));
  const edits = wantedAnnotations(config, role.arn, installed?.defaults, present);
  const edit = planEdit(found.object, type, edits, true);
  const changed = await tryEdit(found, edit, edits);
  const certificate = certificateOf(annotationsOf(annotatedPart(changed, type)), account);
  if (certificate !== undefined) await refuseOtherIdentity(found, certificate, config, account);
  const settings = installed ?? settingsOf(config, input.version);
  const isAccount = type.kind === 'ServiceAccount';
  const users = isAccount ? await findUsers(found.kube, account) : [];
  const previewed = isAccount
    ? await previewUsers(found, changed, users, settings)
    : await previewWorkload(found, changed, account, settings);
  return {
    found,
    edit,
    serviceAccount: formatServiceAccountName(account),
    roleArn: role.arn,
    certificate,
    gitopsOwner: gitopsOwner(found.object),
    notices: [...warnOfAnnotation(account, config, installed?.defaults), ...previewed.notices],
    previews: previewed.previews,
    restarts: restartsOf(users, account.namespace),
  };
}

async function readConfig(file: string): Promise<IamraConfig> {
  const config = await readConfigFile(file);
  if (config !== undefined) return config;
  throw new IamraError('IAMRA904', `There is no ${file}, which says which roles there are.`, {
    fix: 'run iamra init, or name the file with --config',
  });
}

/** A pod that names its own Secret waits for no Certificate of iamra's. */
function certificateOf(
  annotations: Readonly<Record<string, string>>,
  account: ServiceAccountName,
): string | undefined {
  if (annotations[annotationKey.certificate] !== undefined) return undefined;
  return certificateSecretName(account.name);
}

async function refuseOtherIdentity(
  { kube }: FoundTarget,
  name: string,
  { cluster }: IamraConfig,
  account: ServiceAccountName,
): Promise<void> {
  const reference = certificateReference(name, account.namespace);
  const certificate = await unlessForbidden(() => kube.get<Certificate>(reference), undefined);
  if (certificate === undefined) return;
  const expected = spiffeId(cluster, account);
  const identity = otherIdentity(certificate, expected);
  if (identity === undefined) return;
  throw new IamraError(
    'IAMRA179',
    `The cluster of context ${kube.context} makes the identity ${identity}; the role trusts ${expected}.`,
  );
}

function settingsOf(config: IamraConfig, version: string): ReturnType<typeof defaultSettings> {
  return defaultSettings(version, {
    trustAnchorArn: config.trustAnchor?.arn,
    profileArn: config.profile?.arn,
    region: config.region,
    sessionDuration: config.profile?.durationSeconds,
  });
}

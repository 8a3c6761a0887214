import type { Context } from '../../context.ts';
import { checkTrust, findRole, type MadeRole } from '../../core/annotate/check-role.ts';
import { wantedAnnotations } from '../../core/annotate/wanted-annotations.ts';
import { warnOfAnnotation } from '../../core/annotate/warn-of-annotation.ts';
import { annotatedPart } from '../../core/annotate/workload.ts';
import type { IamraConfig } from '../../core/config/iamra-config.ts';
import { IamraError } from '../../core/errors/iamra-error.ts';
import { formatServiceAccountName } from '../../core/identity/service-account.ts';
import { defaultSettings } from '../../core/injection/default-settings.ts';
import type { InjectionSettings } from '../../core/injection/injection-settings.ts';
import { annotationsOf } from '../../core/injection/pod/pod.ts';
import { readConfigFile } from '../../files/config-file.ts';
import type { AnnotateInput } from './annotate-input.ts';
import { argoApplications, type FindApplication } from './argo-applications.ts';
import { attemptEach } from './attempt-each.ts';
import { awaitedCertificate } from './awaited-certificate.ts';
import { findManager } from './find-manager.ts';
import { findTargets } from './find-targets.ts';
import { findUsers, restartsOf } from './find-users.ts';
import { accountOf, describeTarget, type FoundTarget } from './found-target.ts';
import { planOwnedEdit } from './plan-owned-edit.ts';
import type { PreparedEdit } from './prepared-edit.ts';
import type { PreparedEdits } from './prepared-edits.ts';
import { type Previewer, previewUsers, previewWorkload } from './preview-edit.ts';
import { readInstallation } from './read-installation.ts';
import { tryEdit } from './try-edit.ts';
import { podTrial } from './try-pod.ts';

/** What is the same for all objects that get a role. */
interface Giving {
  readonly input: AnnotateInput;
  readonly config: IamraConfig;
  readonly role: MadeRole;
  /** Undefined where the user may not read them. */
  readonly installed: InjectionSettings | undefined;
  readonly previewer: Previewer;
  readonly findApplication: FindApplication;
}

/**
 * Reads and checks all that giving a role needs, object by object; the API server has tried the change.
 * @throws {IamraError} IAMRA170, 178, 182 and 185 for what concerns all objects
 */
export async function prepareAnnotate(
  context: Context,
  input: AnnotateInput,
): Promise<PreparedEdits> {
  const config = await readConfig(input.configFile);
  const role = findRole(config, input.role);
  const { kube, found, missing } = await findTargets(context, input);
  const installed = found.length === 0 ? undefined : await readInstallation(kube, input.version);
  const previewer = {
    settings: installed ?? settingsOf(config, input.version),
    tryPod: input.trial === 'server_with_pods' ? podTrial(kube) : undefined,
  };
  const findApplication = argoApplications(kube);
  const giving = { input, config, role, installed, previewer, findApplication };
  const { done, refused } = await attemptEach(found, describeTarget, (one) =>
    prepareOne(one, giving),
  );
  return { kube, edits: done, refused: [...missing, ...refused] };
}

async function prepareOne(
  found: FoundTarget,
  { input, config, role, installed, previewer, findApplication }: Giving,
): Promise<PreparedEdit> {
  const account = accountOf(found);
  checkTrust(role, account);
  const { type } = found.target;
  const present = annotationsOf(annotatedPart(found.object, type));
  const annotations = wantedAnnotations(config, role.arn, installed?.defaults, present);
  const { forceConflicts } = input;
  const edit = planOwnedEdit(found, { annotations, optIn: true, forceConflicts });
  const changed = await tryEdit(found, edit, input.trial);
  const certificate = await awaitedCertificate(found, changed, config);
  const isAccount = type.kind === 'ServiceAccount';
  const users = isAccount ? await findUsers(found.kube, account) : [];
  const previewed = isAccount
    ? await previewUsers(found, changed, users, previewer)
    : await previewWorkload(found, changed, account, previewer);
  const { gitopsOwner, notices } = await findManager(found, findApplication);
  return {
    found,
    edit,
    forceConflicts,
    serviceAccount: formatServiceAccountName(account),
    roleArn: role.arn,
    certificate,
    gitopsOwner,
    notices: [
      ...warnOfAnnotation(account, config, installed?.defaults),
      ...previewed.notices,
      ...(edit.patch === undefined ? [] : notices),
    ],
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

function settingsOf(config: IamraConfig, version: string): InjectionSettings {
  return defaultSettings(version, {
    trustAnchorArn: config.trustAnchor?.arn,
    profileArn: config.profile?.arn,
    region: config.region,
    sessionDuration: config.profile?.durationSeconds,
  });
}

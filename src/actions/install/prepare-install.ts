import type { Context } from '../../context.ts';
import type { IamraConfig } from '../../core/config/iamra-config.ts';
import type { Change } from '../../core/plan/change.ts';
import {
  type DriftDetectionValues,
  driftDetectionValues,
} from '../../core/plan/install/drift-detection-values.ts';
import {
  type InstallTarget,
  installTarget,
  installValues,
  requireConfig,
} from '../../core/plan/install/install-values.ts';
import { planInstall } from '../../core/plan/install/plan-install.ts';
import { readConfigFile } from '../../files/config-file.ts';
import type { ExtraValues, UpgradeOrder } from '../../helm/helm.ts';
import { refuseStuckRelease } from '../../helm/refuse-stuck-release.ts';
import type { Kube } from '../../kube/kube.ts';
import { readPolicyFiles } from '../init/read-policy-files.ts';
import { preflight } from '../preflight/preflight.ts';
import type { InstallInput } from './install-input.ts';
import { awaitEnd, namespaceState } from './namespace.ts';
import { type OpenCluster, openCluster } from './open-cluster.ts';
import { readChartVersion } from './read-chart-version.ts';
import { type SettledCa, settleCa } from './settle-ca.ts';

/** All that is known before the first write. */
export interface PreparedInstall {
  readonly input: InstallInput;
  readonly cluster: OpenCluster;
  readonly target: InstallTarget;
  readonly ca: SettledCa;
  readonly order: UpgradeOrder;
  readonly isFirst: boolean;
  readonly namespaceExists: boolean;
  readonly chartVersion: string;
  readonly changes: readonly Change[];
}

/**
 * Looks whether everything is there, and plans; leaves nothing behind.
 * @throws {IamraError} the first thing that is missing
 */
export async function prepareInstall(
  context: Context,
  input: InstallInput,
): Promise<PreparedInstall> {
  const { terminal } = context;
  const { configFile } = input;
  const config = requireConfig(await readConfigFile(configFile), configFile);
  const target = installTarget(config, configFile);
  const chartVersion = await readChartVersion(input.chart);
  const cluster = await openCluster(context, input);
  const { kube, helm } = cluster;
  await terminal.step('Look at the cluster', () => look(context, kube, input));
  const ca = await terminal.step('Hold the CA of the cluster against the trust anchor', () =>
    findCa(context, kube, input, target),
  );
  const installed = await helm.status(input.release);
  refuseStuckRelease(input.release, installed, cluster.contextName);
  const namespaceExists = await settledNamespace(context, kube, input);
  const values = installValues(target, ca.issuer, await findDriftDetection(config, input));
  const order = orderOf(input, values);
  await terminal.step(`Check the chart with Helm ${helm.version}`, () => helm.check(order));
  const changes = planInstall({
    release: input.release.name,
    namespace: input.release.namespace,
    namespaceExists,
    installed,
    chartVersion,
    values,
    extraValues: described(input.extraValues),
    newCa: ca.newCa,
  });
  const isFirst = installed === undefined;
  return { input, cluster, target, ca, order, isFirst, namespaceExists, chartVersion, changes };
}

async function look(context: Context, kube: Kube, { dryRun }: InstallInput): Promise<void> {
  const { terminal, signal } = context;
  const warnings = await preflight(kube, { readOnly: dryRun, now: context.now(), signal });
  for (const { code, message } of warnings) terminal.warn(`${code} ${message}`);
}

async function findCa(
  context: Context,
  kube: Kube,
  input: InstallInput,
  { region, trustAnchorArn }: InstallTarget,
): Promise<SettledCa> {
  const { profile, endpointUrl } = input;
  const { environment } = context;
  const aws = await context.aws({ region, profile, endpointUrl, environment });
  return settleCa({ kube, aws, now: context.now() }, input, trustAnchorArn);
}

/** Handed on also while it is off: switching it on is then one value. */
async function findDriftDetection(
  config: IamraConfig,
  { configFile, release }: InstallInput,
): Promise<DriftDetectionValues> {
  const policyFiles = await readPolicyFiles(config, configFile);
  return driftDetectionValues(config, policyFiles, release.namespace);
}

function orderOf(input: InstallInput, values: object): UpgradeOrder {
  const { release, chart, extraValues, timeout, resetValues } = input;
  return { ...release, chart, values, extraValues, timeout, resetValues };
}

/** An earlier one that still ends would take nothing in. */
async function settledNamespace(
  { terminal, signal }: Context,
  kube: Kube,
  { release, dryRun }: InstallInput,
): Promise<boolean> {
  const { namespace } = release;
  const state = await namespaceState(kube, namespace);
  if (state === 'ending' && !dryRun) {
    await terminal.step(`Wait for the end of an earlier namespace ${namespace}`, () =>
      awaitEnd(kube, namespace, signal),
    );
  }
  return state === 'there';
}

function described({ files, set, setFile }: ExtraValues): string[] {
  return [...files.map((file) => `values of ${file}`), ...set, ...setFile];
}

import { agentName } from '../../injection/contract.ts';
import { covers } from '../../injection/covers.ts';
import { quote } from '../../injection/notice.ts';
import type { Container, EnvironmentVariable, VolumeMount } from '../../injection/pod/pod.ts';
import type { CompiledRule } from '../compiled/compiled-rule.ts';
import type { RuleParts } from '../compiled/rule-parts.ts';
import type { ContainerDraft } from '../draft/container-draft.ts';
import type { Candidate } from './candidate.ts';
import { type CoverGroup, coverAtOnce, coverGroup } from './cover-at-once.ts';
import { withoutDevices } from './device-paths.ts';
import { joinCovers } from './join-covers.ts';
import type { PlanCall } from './plan-call.ts';
import { mountedAt, sameMount, sameVariable } from './same-parts.ts';
import { type KeyedList, writeKeyed, writeUnkeyed } from './write-list.ts';

/** The lists of a container that rules write into. */
interface CoveredLists {
  readonly env: KeyedList<EnvironmentVariable>;
  readonly envFrom: Pick<KeyedList<object>, 'draft' | 'isSame'>;
  readonly volumeMounts: KeyedList<VolumeMount>;
}

/** Gives each container the mounts and variables of the rules that target it, in their order. */
export function coverContainers(call: PlanCall, applied: readonly Candidate[]): void {
  const covering = applied.filter(hasCover);
  if (covering.length === 0) return;
  const targeting = covering.some(({ rule }) => rule.targets !== undefined);
  const all = targeting ? undefined : groupOf(call, covering);
  for (const container of call.draft.containers) {
    const { name } = container.value;
    if (name === agentName) continue;
    const writers = targeting ? covering.filter(({ rule }) => isTarget(rule, name)) : covering;
    const group = targeting ? groupOf(call, writers) : all;
    if (group === undefined || !coverAtOnce(container, group)) {
      coverContainer(call, writers, container);
    }
  }
}

function isTarget({ targets }: CompiledRule, name: string): boolean {
  return targets === undefined || targets.has(name);
}

/** The writers as one; undefined where one is in another's way, or no other pod gets what they give. */
function groupOf({ shared }: PlanCall, writers: readonly Candidate[]): CoverGroup | undefined {
  if (writers.length === 0 || writers.some(({ rule }) => rule.givesOwnParts)) return undefined;
  const parts = writers.map((writer) => writer.parts);
  const { joined } = shared.recall(parts, () => ({ joined: joinCovers(parts) }));
  return joined && coverGroup(writers, joined);
}

function hasCover({ parts: { env, envFrom, volumeMounts } }: Candidate): boolean {
  return env.length + envFrom.length + volumeMounts.length > 0;
}

function coverContainer(
  call: PlanCall,
  writers: readonly Candidate[],
  container: ContainerDraft,
): void {
  const lists = listsOf(container);
  for (const writer of writers) {
    const { env, envFrom, volumeMounts } = writer.parts;
    if (env.length > 0) writeKeyed(call, writer, lists.env, env);
    if (envFrom.length > 0) writeUnkeyed(call, writer, lists.envFrom, envFrom);
    if (volumeMounts.length === 0) continue;
    const mounts = withoutDevices(call, writer, container.value, volumeMounts);
    writeKeyed(call, writer, lists.volumeMounts, mounts);
  }
}

function listsOf(container: ContainerDraft): CoveredLists {
  const { value, env, envFrom, volumeMounts } = container;
  const subject = (what: string, key: string): string =>
    `${what} ${quote(key)} of container ${quote(value.name)}`;
  return {
    env: {
      draft: env,
      keyOf: ({ name }) => name,
      isSame: sameVariable,
      givenBy: (rule, parts) => [
        ...(isTarget(rule, value.name) ? parts.env : []),
        ...ownOf(parts, container).flatMap((own) => own.env ?? []),
      ],
      subject: ({ name }) => subject('variable', name),
    },
    envFrom: { draft: envFrom, isSame: covers },
    volumeMounts: {
      draft: volumeMounts,
      keyOf: mountedAt,
      isSame: sameMount,
      givenBy: (rule, parts) => [
        ...(isTarget(rule, value.name) ? parts.volumeMounts : []),
        ...ownOf(parts, container).flatMap((own) => own.volumeMounts ?? []),
      ],
      subject: ({ mountPath }) => subject('mount path', mountPath),
    },
  };
}

/** The container itself, where a rule brings it. */
function ownOf(parts: RuleParts, { list, value }: ContainerDraft): readonly Container[] {
  return parts[list].filter(({ name }) => name === value.name);
}

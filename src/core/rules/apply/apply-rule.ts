import { covers } from '../../injection/covers.ts';
import { quote } from '../../injection/notice.ts';
import type { Container, Volume } from '../../injection/pod/pod.ts';
import type { CompiledRule } from '../compiled/compiled-rule.ts';
import type { RuleParts } from '../compiled/rule-parts.ts';
import { type ContainerList, draftContainer, isLike } from '../draft/container-draft.ts';
import { findContainer } from '../draft/pod-draft.ts';
import type { Candidate } from './candidate.ts';
import { mayWrite } from './may-write.ts';
import type { PlanCall } from './plan-call.ts';
import { sameSecret, sameToleration } from './same-parts.ts';
import { writeAffinity } from './write-affinity.ts';
import { writeKeyed, writeUnkeyed } from './write-list.ts';
import { writeMembers } from './write-members.ts';

/** Gives the pod all that a rule has for it, but what goes into containers. */
export function applyRule(call: PlanCall, writer: Candidate): void {
  const { draft } = call;
  const { parts } = writer;
  for (const wanted of parts.initContainers) writeContainer(call, writer, wanted, 'initContainers');
  for (const wanted of parts.containers) writeContainer(call, writer, wanted, 'containers');
  if (parts.volumes.length > 0) {
    writeKeyed(call, writer, { draft: draft.volumes, ...volumeList }, parts.volumes);
  }
  writeMembers(call, writer, 'labels');
  writeMembers(call, writer, 'annotations');
  writeMembers(call, writer, 'nodeSelector');
  writeMembers(call, writer, 'securityContext');
  const { tolerations, imagePullSecrets } = draft;
  writeUnkeyed(call, writer, { draft: tolerations, isSame: sameToleration }, parts.tolerations);
  writeUnkeyed(
    call,
    writer,
    { draft: imagePullSecrets, isSame: sameSecret },
    parts.imagePullSecrets,
  );
  writeAffinity(call, writer);
}

function writeContainer(
  call: PlanCall,
  writer: Candidate,
  wanted: Container,
  list: ContainerList,
): void {
  const { draft } = call;
  const found = findContainer(draft, wanted.name);
  if (found === undefined) {
    draft.containers.push(draftContainer(wanted, list, undefined, writer));
    writer.hasWritten = true;
    return;
  }
  if (writer.isRecorded) {
    found.lacksRestartPolicy = list === found.list && hasLostRestartPolicy(found.value, wanted);
    writer.hasWritten ||= found.lacksRestartPolicy;
    return;
  }
  if (isLike(found, wanted)) return;
  const conflict = {
    owner: found.owner,
    isOf: (_rule: CompiledRule, parts: RuleParts) =>
      parts[list].some((other) => other.name === wanted.name && isLike(found, other)),
    subject: () => `container ${quote(wanted.name)}`,
  };
  if (!mayWrite(call, writer, conflict)) return;
  draft.containers[draft.containers.indexOf(found)] = draftContainer(
    wanted,
    list,
    found.index,
    writer,
  );
  writer.hasWritten = true;
}

/**
 * Webhooks built on older types are known to drop what makes a native sidecar; the pod would hang in its
 * init phase. Of two rules with this container the later one's counts.
 */
function hasLostRestartPolicy(actual: Container, wanted: Container): boolean {
  return wanted.restartPolicy === 'Always' && actual.restartPolicy == null;
}

const volumeList = {
  keyOf: ({ name }: Volume) => name,
  isSame: covers,
  givenBy: (_rule: CompiledRule, { volumes }: RuleParts) => volumes,
  subject: ({ name }: Volume) => `volume ${quote(name)}`,
};

import type { JsonPatchOperation } from '../../json-patch/operation.ts';
import { coversEach } from '../covers.ts';
import type { Container, PodSpec } from '../pod/pod.ts';
import type { FoundAgent } from './find-agent.ts';

const path = '/spec/initContainers';

/**
 * Puts the agent first. One that is up to date keeps what others gave it (a mirrored image, limits);
 * one that an other version or other settings made is replaced.
 */
export function placeAgent(
  spec: PodSpec,
  existing: FoundAgent | undefined,
  wanted: Container,
  isCurrent: boolean,
): JsonPatchOperation[] {
  if (existing === undefined) return addFirst(spec.initContainers, wanted);
  const keeps = isCurrent && isIntact(existing.container, wanted);
  const agent = keeps ? restored(existing.container) : wanted;
  if (existing.index > 0) {
    return [
      { op: 'remove', path: `${path}/${existing.index}` },
      { op: 'add', path: `${path}/0`, value: agent },
    ];
  }
  return agent === existing.container ? [] : [{ op: 'replace', path: `${path}/0`, value: agent }];
}

function addFirst(list: PodSpec['initContainers'], agent: Container): JsonPatchOperation[] {
  if (list == null) return [{ op: 'add', path, value: [agent] }];
  return [{ op: 'add', path: `${path}/0`, value: agent }];
}

function isIntact(actual: Container, wanted: Container): boolean {
  return coversEach(actual.env, wanted.env) && coversEach(actual.volumeMounts, wanted.volumeMounts);
}

// Webhooks built on older types are known to drop the field; the pod would hang in its init phase.
function restored(agent: Container): Container {
  return agent.restartPolicy === 'Always' ? agent : { ...agent, restartPolicy: 'Always' };
}

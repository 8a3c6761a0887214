import type { JsonPatchOperation } from '../../json-patch/operation.ts';
import { coversEach } from '../covers.ts';
import { deepFreeze } from '../deep-freeze.ts';
import type { Container, PodSpec } from '../pod/pod.ts';
import type { FoundAgent } from './find-agent.ts';

const path = '/spec/initContainers';

/** Adds the agent ahead of other init containers, and as the only one. */
interface Additions {
  readonly first: JsonPatchOperation;
  readonly alone: JsonPatchOperation;
}

const known = new WeakMap<Container, Additions>();

export interface WantedAgent {
  readonly wanted: Container;
  /** The pod bears the mark of what is wanted now. */
  readonly isCurrent: boolean;
}

/**
 * Puts the agent first. One that is up to date keeps what others gave it (a mirrored image, limits);
 * one that an other version or other settings made is replaced.
 */
export function placeAgent(
  operations: JsonPatchOperation[],
  spec: PodSpec,
  existing: FoundAgent | undefined,
  { wanted, isCurrent }: WantedAgent,
): void {
  if (existing === undefined) {
    const { first, alone } = additionsOf(wanted);
    operations.push(spec.initContainers == null ? alone : first);
    return;
  }
  const keeps = isCurrent && isIntact(existing.container, wanted);
  const agent = keeps ? restored(existing.container) : wanted;
  if (existing.index > 0) {
    operations.push(
      { op: 'remove', path: `${path}/${existing.index}` },
      { op: 'add', path: `${path}/0`, value: agent },
    );
  } else if (agent !== existing.container) {
    operations.push({ op: 'replace', path: `${path}/0`, value: agent });
  }
}

/** Frozen, since many pods get the same agent. */
function additionsOf(agent: Container): Additions {
  const found = known.get(agent);
  if (found !== undefined) return found;
  const additions: Additions = deepFreeze({
    first: { op: 'add', path: `${path}/0`, value: agent },
    alone: { op: 'add', path, value: [agent] },
  });
  known.set(agent, additions);
  return additions;
}

function isIntact(actual: Container, wanted: Container): boolean {
  return coversEach(actual.env, wanted.env) && coversEach(actual.volumeMounts, wanted.volumeMounts);
}

// Webhooks built on older types are known to drop the field; the pod would hang in its init phase.
function restored(agent: Container): Container {
  return agent.restartPolicy === 'Always' ? agent : { ...agent, restartPolicy: 'Always' };
}

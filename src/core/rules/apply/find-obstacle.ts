import { covers } from '../../injection/covers.ts';
import { quote } from '../../injection/notice.ts';
import type { Container, Volume } from '../../injection/pod/pod.ts';
import { type ContainerList, isLike } from '../draft/container-draft.ts';
import { itemAt, placeOf } from '../draft/list-draft.ts';
import { findContainer, type PodDraft } from '../draft/pod-draft.ts';
import type { Candidate } from './candidate.ts';
import { takenHostPort } from './host-ports.ts';
import { findMisfit } from './obstacles/find-misfit.ts';

/**
 * What keeps a rule as a whole from being applied, as a clause: half a sidecar is worse than none.
 * Undefined where nothing does.
 */
export function findObstacle(draft: PodDraft, writer: Candidate): string | undefined {
  const { containers, initContainers, volumes } = writer.parts;
  for (const wanted of initContainers) {
    const obstacle = containerObstacle(draft, writer, wanted, 'initContainers');
    if (obstacle !== undefined) return obstacle;
  }
  for (const wanted of containers) {
    const obstacle = containerObstacle(draft, writer, wanted, 'containers');
    if (obstacle !== undefined) return obstacle;
  }
  for (const wanted of volumes) {
    const obstacle = volumeObstacle(draft, writer, wanted);
    if (obstacle !== undefined) return obstacle;
  }
  return findMisfit(draft, writer);
}

function containerObstacle(
  draft: PodDraft,
  writer: Candidate,
  wanted: Container,
  list: ContainerList,
): string | undefined {
  const found = findContainer(draft, wanted.name);
  if (found !== undefined) {
    if (writer.isRecorded || (found.list === list && isLike(found, wanted))) return undefined;
    if (found.list !== list) {
      return `the pod has a container ${quote(wanted.name)} among its ${found.list}`;
    }
    if (!replaces(writer)) return `the pod has another container ${quote(wanted.name)}`;
  }
  const port = takenHostPort(draft, wanted);
  if (port === undefined) return undefined;
  return `another container has the host port ${port} of container ${quote(wanted.name)}`;
}

function volumeObstacle(
  { volumes }: PodDraft,
  writer: Candidate,
  wanted: Volume,
): string | undefined {
  const place = placeOf(volumes, wanted.name, ({ name }) => name);
  if (place < 0 || writer.isRecorded || replaces(writer)) return undefined;
  if (covers(itemAt(volumes, place), wanted)) return undefined;
  return `the pod has another volume ${quote(wanted.name)}`;
}

function replaces({ rule }: Candidate): boolean {
  return rule.onConflict === 'replace';
}

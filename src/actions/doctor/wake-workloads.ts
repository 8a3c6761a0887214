import { nameOwner } from '../../core/checks/name-owners.ts';
import { judgeTestPod } from '../../core/checks/test-pod.ts';
import type { WaitingWorkload } from '../../core/checks/workload-facts.ts';
import { errorMessage } from '../../core/errors/error-message.ts';
import { annotationPrefix } from '../../core/injection/annotation-keys.ts';
import type { Fix } from './doctor-result.ts';
import type { DoctorWorld } from './doctor-world.ts';

const wokenAnnotation = `${annotationPrefix}woken-at`;

/**
 * Makes controllers that wait in back-off try again now: any change of their object does. Only where
 * a test pod is injected; otherwise they would but fail anew.
 */
export async function wakeWorkloads(world: DoctorWorld): Promise<Fix[]> {
  const waiting = await world.read('waiting').catch(() => []);
  if (waiting.length === 0) return [];
  if (!(await isInjecting(world))) return waiting.map(leave);
  return Promise.all(waiting.map((workload) => wake(workload, world)));
}

async function isInjecting({ read }: DoctorWorld): Promise<boolean> {
  try {
    const verdict = judgeTestPod(await read('testPod'));
    return 'findings' in verdict && verdict.findings.every(({ severity }) => severity === 'warn');
  } catch {
    return false;
  }
}

function leave(workload: WaitingWorkload): Fix {
  const message = 'left alone: a test pod is not injected, so it would only fail again';
  return { subject: nameOwner(workload), outcome: 'left', message };
}

async function wake(workload: WaitingWorkload, { kube, context }: DoctorWorld): Promise<Fix> {
  const { apiVersion, kind, namespace, name } = workload;
  const subject = nameOwner(workload);
  const annotations = { [wokenAnnotation]: context.now().toISOString() };
  try {
    const cluster = await kube();
    await cluster.merge({ apiVersion, kind, namespace, name }, { metadata: { annotations } });
    const message = `woken by the annotation ${wokenAnnotation}: it makes its pods now`;
    return { subject, outcome: 'done', message };
  } catch (error) {
    return { subject, outcome: 'failed', message: errorMessage(error) };
  }
}

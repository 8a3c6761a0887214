import type { Context } from '../../context.ts';
import type { DoctorFacts } from '../../core/checks/doctor-facts.ts';
import { IamraError } from '../../core/errors/iamra-error.ts';
import { hasKubeconfig } from '../../kube/find-kubeconfig.ts';
import type { Kube } from '../../kube/kube.ts';
import type { DoctorInput } from './doctor-input.ts';
import type { DoctorWorld, Gatherers } from './doctor-world.ts';
import { withinSeconds } from './within-seconds.ts';

const answerSeconds = 10;

/** The world of one run: each fact is read once, whoever asks for it. */
export function createWorld(
  context: Context,
  input: DoctorInput,
  gatherers: Gatherers,
): DoctorWorld {
  const facts = new Map<keyof DoctorFacts, Promise<unknown>>();
  let kube: Promise<Kube> | undefined;
  const world: DoctorWorld = {
    context,
    input,
    read: <K extends keyof DoctorFacts>(key: K) => {
      const known = facts.get(key) as Promise<DoctorFacts[K]> | undefined;
      if (known !== undefined) return known;
      const { within, what, gather } = gatherers[key];
      const fact = withinSeconds(within, what, gather(world));
      facts.set(key, fact);
      return fact;
    },
    kube: () =>
      (kube ??= withinSeconds(answerSeconds, 'the version of the cluster', connect(world))),
    aws: (region) =>
      context.aws({
        region,
        profile: input.profile,
        endpointUrl: input.endpointUrl,
        environment: context.environment,
      }),
  };
  return world;
}

/** A cluster that answers, so that one that doesn't is told once and not by every question. */
async function connect({ context, input }: DoctorWorld): Promise<Kube> {
  const { kubeconfig } = input;
  if (kubeconfig === undefined && !hasCluster(context.environment)) {
    throw new IamraError('IAMRA101', 'There is no kubeconfig, so no cluster can be asked.', {
      fix: 'name a kubeconfig with --kubeconfig or KUBECONFIG, or look at AWS alone with --only aws',
    });
  }
  const kube = await context.kube({ kubeconfig, context: input.context });
  await kube.version();
  return kube;
}

function hasCluster(environment: Context['environment']): boolean {
  return hasKubeconfig(environment) || environment['KUBERNETES_SERVICE_HOST'] !== undefined;
}

import { IamraError } from '../errors/iamra-error.ts';
import type { InjectionDecision } from './injection-decision.ts';
import type { InjectionInput } from './injection-input.ts';
import type { InjectionSettings } from './injection-settings.ts';

/** Decides what a pod gets: a patch against the pod as it came, nothing, or a refusal. */
export function planInjection(
  input: InjectionInput,
  settings: InjectionSettings,
): InjectionDecision {
  throw new IamraError('IAMRA970', `No plan for ${input.namespace} with ${settings.image}.`);
}

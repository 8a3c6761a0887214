import type { EventReporter } from '../kube/events/cluster-event.ts';

/** Who the Events of the controller are from. */
export const reporter: EventReporter = {
  component: 'iamra-identity-controller',
  fieldManager: 'iamra-identity',
};

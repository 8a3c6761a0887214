import type { Aws } from '../../aws/aws.ts';
import type { Context } from '../../context.ts';
import type { DoctorFacts } from '../../core/checks/doctor-facts.ts';
import type { Kube } from '../../kube/kube.ts';
import type { DoctorInput } from './doctor-input.ts';

/** Reads a fact, or gives what was read before. */
export type ReadFact = <K extends keyof DoctorFacts>(key: K) => Promise<DoctorFacts[K]>;

/** Where facts are read from. */
export interface DoctorWorld {
  readonly context: Context;
  readonly input: DoctorInput;
  readonly read: ReadFact;
  /** The cluster, once it has answered; every call gives, or throws, the same. */
  readonly kube: () => Promise<Kube>;
  readonly aws: (region: string) => Promise<Aws>;
}

/** How one fact is read. */
export interface Gatherer<K extends keyof DoctorFacts> {
  /** As it stands after “Reading ”. */
  readonly what: string;
  /** Seconds; what it waits for of other facts included. */
  readonly within: number;
  readonly gather: (world: DoctorWorld) => Promise<DoctorFacts[K]>;
}

export type Gatherers = { readonly [K in keyof DoctorFacts]: Gatherer<K> };

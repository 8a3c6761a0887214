import type { RuleSpec } from '../rule.ts';

/** What a rule asks of a pod that not every pod can take; it costs nothing to know that it asks nothing. */
export interface RuleDemands {
  /** A field of security that pods for Windows may not have: `securityContext.fsGroup`. */
  readonly linuxField: string | undefined;
  /** One that pods for Linux may not have. */
  readonly windowsField: string | undefined;
  /** In seconds, of a container that starts or stops; 0: none sleeps. */
  readonly longestSleep: number;
  /** Its containers have requests or limits. */
  readonly hasResources: boolean;
}

interface Secured {
  readonly securityContext?: object;
}

interface RuleContainer extends Secured {
  readonly name: string;
  readonly lifecycle?: Readonly<Record<string, { readonly sleep?: { readonly seconds: number } }>>;
  readonly resources?: { readonly requests?: object; readonly limits?: object };
}

/** Fields that are for every system; of the others all but one are for Linux. */
const everywhere = new Set(['runAsNonRoot']);
const windowsOptions = 'windowsOptions';

/** Finds what a rule asks of pods. */
export function ruleDemands(spec: RuleSpec): RuleDemands {
  const containers = [
    ...(spec.initContainers ?? []),
    ...(spec.containers ?? []),
  ] as unknown as readonly RuleContainer[];
  const fields = [
    ...fieldsOf(spec, ''),
    ...containers.flatMap((container) => fieldsOf(container, `container ${container.name}: `)),
  ];
  const ofWindows = fields.filter((field) => field.endsWith(windowsOptions));
  return {
    linuxField: fields.find((field) => !ofWindows.includes(field)),
    windowsField: ofWindows[0],
    longestSleep: Math.max(0, ...containers.flatMap(sleepsOf)),
    hasResources: containers.some(({ resources }) => resources !== undefined),
  };
}

function fieldsOf({ securityContext }: Secured, owner: string): string[] {
  const fields = Object.keys(securityContext ?? {}).filter((field) => !everywhere.has(field));
  return fields.map((field) => `${owner}securityContext.${field}`);
}

function sleepsOf({ lifecycle = {} }: RuleContainer): number[] {
  return Object.values(lifecycle).flatMap(({ sleep }) => sleep?.seconds ?? []);
}

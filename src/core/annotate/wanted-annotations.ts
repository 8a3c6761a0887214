import type { IamraConfig } from '../config/iamra-config.ts';
import {
  type AnnotationKey,
  annotationKey,
  annotationPrefix,
} from '../injection/annotation-keys.ts';
import type { InjectionDefaults } from '../injection/injection-settings.ts';

type Annotations = Readonly<Record<string, string>>;

/** Annotations to set; null removes one. */
export type AnnotationEdits = Readonly<Record<string, string | null>>;

interface Setting {
  readonly key: AnnotationKey;
  /** Of `iamra.yaml`. */
  readonly wanted: string | undefined;
  /** Of the installation. */
  readonly byDefault: string | undefined;
}

/**
 * What gives a role: its ARN, and only what differs from the installation's defaults. Where those
 * aren't known, trust anchor and profile are named. The user's own region and duration stay.
 */
export function wantedAnnotations(
  config: IamraConfig,
  roleArn: string,
  defaults: InjectionDefaults | undefined,
  present: Annotations,
): AnnotationEdits {
  const edits = {
    [annotationKey.roleArn]: roleArn,
    ...(present[annotationKey.inject] === 'false' ? { [annotationKey.inject]: null } : {}),
    ...arnEdits(config, defaults, present),
    ...optionEdits(config, defaults, present),
  };
  return changed(edits, present);
}

function arnEdits(
  { trustAnchor, profile }: IamraConfig,
  defaults: InjectionDefaults | undefined,
  present: Annotations,
): AnnotationEdits {
  const { trustAnchorArn, profileArn } = annotationKey;
  const settings: Setting[] = [
    { key: trustAnchorArn, wanted: trustAnchor?.arn, byDefault: defaults?.trustAnchorArn },
    { key: profileArn, wanted: profile?.arn, byDefault: defaults?.profileArn },
  ];
  const edits: Record<string, string | null> = {};
  for (const { key, wanted, byDefault } of settings) {
    if (wanted === undefined || present[key] === wanted) continue;
    edits[key] = wanted === byDefault ? null : wanted;
  }
  return edits;
}

function optionEdits(
  { region, profile }: IamraConfig,
  defaults: InjectionDefaults | undefined,
  present: Annotations,
): AnnotationEdits {
  const settings: Setting[] = [
    { key: annotationKey.region, wanted: region, byDefault: defaults?.region },
    {
      key: annotationKey.sessionDuration,
      wanted: profile?.durationSeconds.toString(),
      byDefault: defaults?.sessionDuration?.toString(),
    },
  ];
  const differing = settings.filter(
    ({ key, wanted, byDefault }) =>
      !Object.hasOwn(present, key) && byDefault !== undefined && wanted !== byDefault,
  );
  return Object.fromEntries(
    differing.flatMap(({ key, wanted }) => (wanted === undefined ? [] : [[key, wanted]])),
  );
}

/** What takes all of our annotations away. */
export function noAnnotations(present: Annotations): AnnotationEdits {
  const ours = Object.keys(present).filter((key) => key.startsWith(annotationPrefix));
  return Object.fromEntries(ours.map((key) => [key, null]));
}

function changed(edits: AnnotationEdits, present: Annotations): AnnotationEdits {
  return Object.fromEntries(
    Object.entries(edits).filter(([key, value]) => (present[key] ?? null) !== value),
  );
}

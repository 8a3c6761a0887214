import type { ManifestFile } from '../../injection/manifests/edited-manifests.ts';
import { listObjects } from '../../injection/manifests/find-workloads.ts';
import { parsePointer } from '../../json-patch/pointer.ts';
import { findPlace, type TextPlace } from '../../yaml-patch/find-place.ts';
import { parseYamlStream } from '../../yaml-patch/yaml-stream.ts';

/** An object of a text, and where its fields are written. */
export interface PlacedManifest {
  readonly file: string;
  readonly object: Readonly<Record<string, unknown>>;
  readonly placeOf: (path: ReadonlyArray<string | number>) => TextPlace;
}

/**
 * The objects of a text; those of a `List` one by one.
 * @throws {IamraError} IAMRA903 with the line
 */
export function placeManifests({ file, text }: ManifestFile): PlacedManifest[] {
  return parseYamlStream(text, file).documents.flatMap((document) =>
    listObjects(document.value).map(({ object, path }) => ({
      file,
      object,
      placeOf: (below) => findPlace(document, [...parsePointer(path), ...below], text),
    })),
  );
}

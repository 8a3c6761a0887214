/** The parts of an image's name, as the chart takes them: `registry:5000/iamra:1.2@sha256:…`. */
export interface ImageValues {
  readonly repository: string;
  readonly tag?: string;
  readonly digest?: string;
}

const repositoryName = String.raw`(?:[\w.-]+(?::\d+)?/)?[\w.-]+(?:/[\w.-]+)*`;
const reference = new RegExp(
  String.raw`^(?<repository>${repositoryName})(?::(?<tag>\w[\w.-]*))?(?:@(?<digest>sha256:[a-f\d]{64}))?$`,
);

/** Reads `REPOSITORY[:TAG][@DIGEST]`; undefined for what is no name of an image. */
export function imageValues(image: string): ImageValues | undefined {
  const { repository, tag, digest } = reference.exec(image)?.groups ?? {};
  if (repository === undefined) return undefined;
  return {
    repository,
    ...(tag === undefined ? {} : { tag }),
    ...(digest === undefined ? {} : { digest }),
  };
}

/** The image that a release of this version publishes. */
export function releasedImage(version: string): string {
  return `ghcr.io/iamra/iamra:${version}`;
}

/** The path as SigV4 covers it: what is on the wire, each segment encoded once more. */
export function canonicalPath(path: string): string {
  return path.split('/').map(encode).join('/');
}

function encode(segment: string): string {
  return encodeURIComponent(segment).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

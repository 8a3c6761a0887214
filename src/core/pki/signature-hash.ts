/** Says whether Roles Anywhere takes certificates signed with this hash: SHA-256 or stronger. */
export function isStrongHash(name: string | undefined): boolean {
  return name === 'SHA-256' || name === 'SHA-384' || name === 'SHA-512';
}

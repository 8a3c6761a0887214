const maximumLength = 64;
const pattern = /^[\w+=,.@-]{2,64}$/;

/** What STS takes as a role session name, in words. */
export const allowedSessionName = '2 to 64 of A–Z, a–z, 0–9, “_+=,.@-”';

/** Says whether STS takes the text as a role session name. */
export function isSessionName(text: string): boolean {
  return pattern.test(text);
}

/** The session name that CloudTrail shows for a pod: its name, cut to what STS takes. */
export function sessionNameOf(podName: string): string {
  return podName.replace(/[^\w+=,.@-]/g, '-').slice(0, maximumLength);
}

/** Seconds; what has a say in how long a session lasts. */
export interface SessionLimits {
  /** Absent: as long as the profile says. */
  readonly requested?: number | undefined;
  readonly profile: number;
  /** MaxSessionDuration of the role. */
  readonly role: number;
}

/** How long a session lasts, the shorter of profile and request; refused where the role allows less. */
export function sessionSeconds({ requested, profile, role }: SessionLimits): {
  readonly seconds: number;
  readonly allowed: boolean;
} {
  const seconds = Math.min(profile, requested ?? Infinity);
  return { seconds, allowed: seconds <= role };
}

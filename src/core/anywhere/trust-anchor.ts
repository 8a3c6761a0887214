/** Where Roles Anywhere's certificates are trusted from. */
export interface TrustAnchor {
  readonly id: string;
  readonly arn: string;
  readonly name: string;
  readonly enabled: boolean;
  /** PEM, one or two certificates; empty for an AWS Private CA. */
  readonly certificates: string;
  readonly notificationSettings: readonly NotificationSetting[];
}

export interface NotificationSetting {
  readonly event: 'CA_CERTIFICATE_EXPIRY' | 'END_ENTITY_CERTIFICATE_EXPIRY';
  readonly enabled: boolean;
  /** Days before the expiry. */
  readonly threshold?: number;
}

/**
 * Warn of the CA's end, not of the workloads': their certificates live for a day and end all the time.
 * @see https://docs.aws.amazon.com/rolesanywhere/latest/userguide/customize-notification-settings.html
 */
export const wantedNotificationSettings: readonly NotificationSetting[] = [
  { event: 'CA_CERTIFICATE_EXPIRY', enabled: true, threshold: 45 },
  { event: 'END_ENTITY_CERTIFICATE_EXPIRY', enabled: false },
];

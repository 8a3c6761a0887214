import { wantedAttributeMappings } from '../../anywhere/profile.ts';
import type { Tags } from '../../anywhere/tags.ts';
import { wantedNotificationSettings } from '../../anywhere/trust-anchor.ts';
import type { InitTarget, TargetRole } from '../../plan/init/init-target.ts';
import { profileFields } from '../../plan/init/profile-fields.ts';
import { roleDescription } from '../../plan/init/role-description.ts';
import { roleSessionDuration } from '../../plan/init/role-session-duration.ts';
import { roleTrustPolicyText } from '../../plan/init/role-trust-policy-text.ts';
import { adoptedRoleArn } from '../adopted-role-arn.ts';
import { trustAnchorPlaceholder } from '../trust-anchor-placeholder.ts';
import { logicalIds } from './logical-ids.ts';

/** A template of CloudFormation, as plain data. */
export interface CloudFormationTemplate {
  readonly AWSTemplateFormatVersion: '2010-09-09';
  readonly Description: string;
  readonly Resources: Readonly<Record<string, CloudFormationResource>>;
  readonly Outputs: Readonly<Record<string, object>>;
}

export interface CloudFormationResource {
  readonly Type: string;
  readonly Properties: object;
}

const trustAnchorArn = attribute('TrustAnchor', 'TrustAnchorArn');

/**
 * What `init` would make, as resources of CloudFormation.
 * @param caCertificate PEM, without a key
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/AWS_RolesAnywhere.html
 */
export function cloudFormationTemplate(
  target: InitTarget,
  caCertificate: string,
): CloudFormationTemplate {
  const made = target.roles.filter(({ adopted }) => !adopted);
  const ids = logicalIds(made.map(({ name }) => name));
  return {
    AWSTemplateFormatVersion: '2010-09-09',
    Description: `The AWS side of cluster ${target.cluster}, IAM Roles Anywhere for its workloads`,
    Resources: {
      TrustAnchor: trustAnchor(target, caCertificate),
      ...Object.fromEntries(
        made.map((role) => [ids.get(role.name) ?? role.name, roleResource(target, role)]),
      ),
      Profile: profile(target, ids),
    },
    Outputs: {
      TrustAnchorArn: { Value: trustAnchorArn },
      ProfileArn: { Value: attribute('Profile', 'ProfileArn') },
    },
  };
}

function trustAnchor(target: InitTarget, caCertificate: string): CloudFormationResource {
  return {
    Type: 'AWS::RolesAnywhere::TrustAnchor',
    Properties: {
      Name: target.trustAnchor.name,
      Enabled: true,
      Source: {
        SourceType: 'CERTIFICATE_BUNDLE',
        SourceData: { X509CertificateData: caCertificate },
      },
      NotificationSettings: wantedNotificationSettings.map(({ event, enabled, threshold }) => ({
        Event: event,
        Enabled: enabled,
        ...(threshold === undefined ? {} : { Threshold: threshold }),
      })),
      Tags: tagList(target.tags),
    },
  };
}

function roleResource(target: InitTarget, role: TargetRole): CloudFormationResource {
  const { managedPolicies, inlinePolicies, permissionsBoundary } = role;
  return {
    Type: 'AWS::IAM::Role',
    Properties: {
      RoleName: role.name,
      Path: role.path,
      Description: roleDescription(target.cluster),
      MaxSessionDuration: roleSessionDuration(target),
      ...(permissionsBoundary === undefined ? {} : { PermissionsBoundary: permissionsBoundary }),
      AssumeRolePolicyDocument: trustPolicy(target, role),
      ...(managedPolicies.length === 0 ? {} : { ManagedPolicyArns: managedPolicies }),
      ...(inlinePolicies.length === 0
        ? {}
        : {
            Policies: inlinePolicies.map(({ name, document }) => ({
              PolicyName: name,
              PolicyDocument: JSON.parse(document) as unknown,
            })),
          }),
      Tags: tagList(role.tags),
    },
  };
}

/** The very policy that `init` sends, as data; only the trust anchor's ARN is CloudFormation's to fill in. */
function trustPolicy(target: InitTarget, role: TargetRole): unknown {
  const placeholder = trustAnchorPlaceholder(target);
  return JSON.parse(roleTrustPolicyText(target, role, placeholder), (_, value: unknown) =>
    value === placeholder ? trustAnchorArn : value,
  );
}

function profile(target: InitTarget, ids: ReadonlyMap<string, string>): CloudFormationResource {
  const fields = profileFields(target.profile, []);
  const { sessionPolicy, managedPolicyArns } = fields;
  return {
    Type: 'AWS::RolesAnywhere::Profile',
    Properties: {
      Name: fields.name,
      Enabled: true,
      DurationSeconds: fields.durationSeconds,
      AcceptRoleSessionName: fields.acceptRoleSessionName,
      RoleArns: target.roles.map((role) => {
        const id = ids.get(role.name);
        return id === undefined ? adoptedRoleArn(target, role) : attribute(id, 'Arn');
      }),
      ...(managedPolicyArns.length === 0 ? {} : { ManagedPolicyArns: managedPolicyArns }),
      ...(sessionPolicy === undefined ? {} : { SessionPolicy: sessionPolicy }),
      AttributeMappings: wantedAttributeMappings.map(({ certificateField, specifiers }) => ({
        CertificateField: certificateField,
        MappingRules: specifiers.map((Specifier) => ({ Specifier })),
      })),
      Tags: tagList(target.tags),
    },
  };
}

function tagList(tags: Tags): object[] {
  return Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
}

function attribute(resource: string, name: string): object {
  return { 'Fn::GetAtt': [resource, name] };
}

import { type Arn, parseArn } from '../../../src/core/arn.ts';
import type { SessionInput } from '../../../src/core/session/create-session-request.ts';
import { sessionEndpoint } from '../../../src/core/session/session-endpoint.ts';
import { isSessionName, sessionNameOf } from '../../../src/core/session/session-name.ts';
import { type Allowed, flag, type SettingsReader, wholeNumber } from '../settings-reader.ts';

/** What each part of the input is called where it comes from: variables of a pod, flags of a command. */
export interface SessionSettingNames {
  readonly trustAnchorArn: string;
  readonly profileArn: string;
  readonly roleArn: string;
  readonly durationSeconds: string;
  readonly sessionName: string;
  readonly endpoint: string;
}

const noArn = { partition: 'aws', region: '' };

/** Reads what a session is asked for; what is wrong with it is reported to the reader, by its name. */
export function readSessionInput(reader: SettingsReader, names: SessionSettingNames): SessionInput {
  const arns = {
    trustAnchorArn: reader.required(names.trustAnchorArn),
    profileArn: reader.required(names.profileArn),
    roleArn: reader.required(names.roleArn),
  };
  const anchor = reader.read(names.trustAnchorArn, trustAnchorArn, noArn);
  const profile = reader.read(names.profileArn, profileArn, anchor);
  reader.read(names.roleArn, roleArn, undefined);
  if (anchor !== noArn && profile.region !== anchor.region) {
    const { region } = profile;
    reader.report(
      `${names.profileArn} is in ${region}, the trust anchor in ${anchor.region}: AWS wants both in one region`,
    );
  }
  const endpoint = sessionEndpoint(anchor.partition, anchor.region, {
    fips: reader.read('AWS_USE_FIPS_ENDPOINT', flag, false),
    dualStack: reader.read('AWS_USE_DUALSTACK_ENDPOINT', flag, false),
  });
  return {
    ...arns,
    endpoint: reader.read(names.endpoint, endpointUrl, endpoint),
    region: anchor.region,
    durationSeconds: reader.read(names.durationSeconds, duration, undefined),
    sessionName: reader.read(names.sessionName, sessionName, undefined),
  };
}

const trustAnchorArn = arnOf('rolesanywhere', /^trust-anchor\/./, 'the ARN of a trust anchor');
const profileArn = arnOf('rolesanywhere', /^profile\/./, 'the ARN of a Roles Anywhere profile');
const roleArn = arnOf('iam', /^role\/./, 'the ARN of an IAM role');

const duration = wholeNumber(900, 43_200, 'a number of seconds');

const sessionName = {
  allowed: 'of two characters at least',
  read: (text: string) => {
    const name = sessionNameOf(text);
    return isSessionName(name) ? name : undefined;
  },
};

const endpointUrl = {
  allowed: 'an http or https URL',
  read: (text: string) => (/^https?:$/.test(URL.parse(text)?.protocol ?? '') ? text : undefined),
};

function arnOf(service: string, resource: RegExp, allowed: string): Allowed<Arn> {
  return {
    allowed,
    read: (text) => {
      const arn = parseArn(text);
      return arn?.service === service && resource.test(arn.resource) ? arn : undefined;
    },
  };
}

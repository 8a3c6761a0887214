/** A part of AWS with accounts and host names of its own. */
export interface Partition {
  readonly id: string;
  readonly domain: string;
  /** Of host names that have IPv6 addresses too. */
  readonly dualStackDomain: string;
  readonly regions: RegExp;
}

const commercial: Partition = {
  id: 'aws',
  domain: 'amazonaws.com',
  dualStackDomain: 'api.aws',
  regions: /^(af|ap|ca|eu|il|me|mx|sa|us)-[a-z]+-\d+$/,
};

/** @see https://docs.aws.amazon.com/whitepapers/latest/aws-fault-isolation-boundaries/partitions.html */
const partitions: readonly Partition[] = [
  commercial,
  {
    id: 'aws-cn',
    domain: 'amazonaws.com.cn',
    dualStackDomain: 'api.amazonwebservices.com.cn',
    regions: /^cn-/,
  },
  { id: 'aws-us-gov', domain: 'amazonaws.com', dualStackDomain: 'api.aws', regions: /^us-gov-/ },
  {
    id: 'aws-eusc',
    domain: 'amazonaws.eu',
    dualStackDomain: 'api.amazonwebservices.eu',
    regions: /^eusc-/,
  },
  { id: 'aws-iso', domain: 'c2s.ic.gov', dualStackDomain: 'api.aws.ic.gov', regions: /^us-iso-/ },
  {
    id: 'aws-iso-b',
    domain: 'sc2s.sgov.gov',
    dualStackDomain: 'api.aws.scloud',
    regions: /^us-isob-/,
  },
  {
    id: 'aws-iso-e',
    domain: 'cloud.adc-e.uk',
    dualStackDomain: 'api.cloud-aws.adc-e.uk',
    regions: /^eu-isoe-/,
  },
  {
    id: 'aws-iso-f',
    domain: 'csp.hci.ic.gov',
    dualStackDomain: 'api.aws.hci.ic.gov',
    regions: /^us-isof-/,
  },
];

/** The partition of that name; the commercial one where the name is unknown. */
export function partitionNamed(id: string): Partition {
  return partitions.find((partition) => partition.id === id) ?? commercial;
}

/** The partition that a region is of; the commercial one for regions that are newer than this program. */
export function partitionOfRegion(region: string): Partition {
  return partitions.find(({ regions }) => regions.test(region)) ?? commercial;
}

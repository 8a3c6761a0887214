import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePorts } from '../../../src/actions/demo/free-ports.ts';
import { type AgentProcess, runAgentProcess } from '../../fixtures/agent-process.ts';
import { pollUntil } from '../../fixtures/poll-until.ts';
import { type Call, Client } from './client.ts';
import type { EmulatedAws } from './emulated-aws.ts';
import { Gate } from './gate.ts';
import { LogTail } from './log-tail.ts';
import { RotatingSecret } from './rotating-secret.ts';

const agentProgram = join(import.meta.dirname, '../../../dist/image/agent.mjs');
const clockModule = join(import.meta.dirname, 'moved-clock.mjs');

export const podNames = ['boto3', 'JavaScript v3', 'JavaScript v3 by IMDS', 'Go v2'] as const;
export type PodName = (typeof podNames)[number];

/** What a pod runs beside its agent. */
export interface Workload {
  readonly name: PodName;
  readonly endpoint: 'container' | 'imds';
  readonly command: readonly [string, ...string[]];
}

/** An agent and an SDK that uses it, with certificate, clock and way to AWS of their own. */
export class Pod {
  readonly workload: Workload;
  readonly secret: RotatingSecret;
  readonly gate: Gate;
  /** Whether a fault strikes it. */
  busy = false;
  private readonly aws: EmulatedAws;
  private readonly folder: string;
  private ports: readonly [number, number] = [0, 0];
  private agent: AgentProcess | undefined;
  private client: Client | undefined;

  /** @param folder where its token and its clock lie */
  constructor(workload: Workload, aws: EmulatedAws, folder: string, random: () => number) {
    this.workload = workload;
    this.aws = aws;
    this.folder = folder;
    this.secret = new RotatingSecret(aws.world.ca, random);
    this.gate = new Gate(aws.port);
  }

  /** What its SDK called so far. @throws {Error} where the program that uses it has ended */
  calls(): readonly Call[] {
    this.client?.checkRunning();
    return [...(this.client?.calls ?? [])];
  }

  async start(): Promise<void> {
    const [credentialsPort = 0, healthPort = 0] = await freePorts(2);
    this.ports = [credentialsPort, healthPort];
    writeFileSync(this.tokenFile, 'the-token-of-the-pod');
    this.moveClock(0);
    await this.secret.renew();
    await this.gate.open();
    this.startAgent();
    await this.ready();
    this.client = new Client(this.workload.command, this.clientEnvironment());
    await this.client.called();
  }

  async stop(): Promise<void> {
    await this.client?.stop();
    await this.agent?.stop();
    await this.gate.shut();
    this.secret.remove();
  }

  startAgent(): void {
    const { trustAnchorArn, profileArn, roleArn } = this.aws.world;
    const [credentialsPort, healthPort] = this.ports;
    const environment = {
      ...this.clock(),
      IAMRA_ROLE_ARN: roleArn,
      IAMRA_PROFILE_ARN: profileArn,
      IAMRA_TRUST_ANCHOR_ARN: trustAnchorArn,
      IAMRA_ENDPOINT_URL: this.gate.url,
      IAMRA_CERTIFICATE_DIRECTORY: this.secret.directory,
      IAMRA_TOKEN_FILE: this.tokenFile,
      IAMRA_TERMINATION_LOG: join(this.folder, 'termination-log'),
      IAMRA_CREDENTIALS_PORT: String(credentialsPort),
      IAMRA_HEALTH_PORT: String(healthPort),
    };
    this.agent = runAgentProcess({ agentProgram, environment }, {});
  }

  async killAgent(): Promise<void> {
    await this.agent?.kill();
  }

  /** Sets the clock of the pod so many seconds ahead of the machine's. */
  moveClock(seconds: number): void {
    writeFileSync(this.clockFile, String(seconds));
  }

  /** Ends when the agent serves credentials. */
  async ready(): Promise<void> {
    await pollUntil(async () => ((await this.readiness())?.status === 200 ? true : undefined));
  }

  /** Ends when the agent serves credentials, and has nothing to complain of. */
  async healthy(): Promise<void> {
    await pollUntil(async () => {
      const { status, text } = (await this.readiness()) ?? { status: 0, text: '' };
      return status === 200 && !text.includes('IAMRA') ? true : undefined;
    });
  }

  /** When the credentials end that the agent serves, by the clock of the pod. */
  async credentialsExpiry(): Promise<number> {
    const { text } = (await this.readiness()) ?? { text: '' };
    return Date.parse(/until (\S+)/.exec(text)?.[1] ?? '');
  }

  /** What the agent logs from now on. */
  log(): LogTail {
    const { agent } = this;
    return new LogTail(() => agent?.output() ?? '');
  }

  private get tokenFile(): string {
    return join(this.folder, 'token');
  }

  private get clockFile(): string {
    return join(this.folder, 'clock');
  }

  /** What Node.js needs to live by the clock of the pod. */
  private clock(): Readonly<Record<string, string>> {
    return { NODE_OPTIONS: `--import ${clockModule}`, MOVED_CLOCK_FILE: this.clockFile };
  }

  private clientEnvironment(): Record<string, string> {
    const origin = `http://127.0.0.1:${this.ports[0]}`;
    const endpoints = {
      container: {
        AWS_CONTAINER_CREDENTIALS_FULL_URI: `${origin}/v1/credentials`,
        AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: this.tokenFile,
      },
      imds: { AWS_EC2_METADATA_SERVICE_ENDPOINT: origin },
    };
    return {
      ...this.clock(),
      HOME: this.folder,
      PATH: process.env['PATH'] ?? '',
      AWS_REGION: this.aws.region,
      AWS_DEFAULT_REGION: this.aws.region,
      AWS_ENDPOINT_URL_STS: this.aws.url,
      ...endpoints[this.workload.endpoint],
    };
  }

  private async readiness(): Promise<
    { readonly status: number; readonly text: string } | undefined
  > {
    try {
      const answer = await fetch(`http://127.0.0.1:${this.ports[1]}/readyz`);
      return { status: answer.status, text: await answer.text() };
    } catch {
      return undefined;
    }
  }
}

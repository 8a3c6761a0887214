/** Which release, where. */
export interface ReleaseName {
  readonly name: string;
  readonly namespace: string;
}

/** What Helm keeps of a release. */
export interface Release {
  /** Helm's own word: `deployed`, `failed`, `pending-upgrade`, … */
  readonly status: string;
  readonly revision: number;
  /** The values that were given, without the chart's defaults. */
  readonly values: Readonly<Record<string, unknown>>;
}

/** What a user adds to the values, in Helm's own notation; later beats earlier. */
export interface ExtraValues {
  readonly files: readonly string[];
  /** `key=value` */
  readonly set: readonly string[];
  /** `key=file` */
  readonly setFile: readonly string[];
}

export interface UpgradeOrder extends ReleaseName {
  /** Folder of the chart. */
  readonly chart: string;
  readonly values: object;
  readonly extraValues: ExtraValues;
  /** Go's notation: `5m0s`. */
  readonly timeout: string;
  /** Forgets the values that earlier runs were given. */
  readonly resetValues: boolean;
}

/** What iamra needs of Helm; every call throws an IamraError of 160 to 169. */
export interface Helm {
  /** `v4.3.1` */
  readonly version: string;
  /** Undefined where there is no such release. */
  readonly status: (release: ReleaseName) => Promise<Release | undefined>;
  /** Renders the chart against the cluster and changes nothing. */
  readonly check: (order: UpgradeOrder) => Promise<void>;
  /** Installs or upgrades, waits until all is ready, and takes everything back when it fails. */
  readonly upgradeInstall: (order: UpgradeOrder) => Promise<void>;
  /** Removes the release and waits until its objects are gone. */
  readonly uninstall: (release: ReleaseName, timeout: string) => Promise<void>;
}

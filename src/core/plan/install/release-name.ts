/** Of Helm's release, and of the chart. */
export const releaseName = 'iamra-injector';

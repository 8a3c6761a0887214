/** The Job that the demo puts through the webhook: an app of somebody who knows one annotation. */
export function helloWorldJob(roleArn: string, endpointUrl: string): string {
  return `apiVersion: batch/v1
kind: Job
metadata:
  name: hello-world
  namespace: default
spec:
  template:
    metadata:
      annotations:
        iamra.dev/role-arn: ${roleArn}
    spec:
      serviceAccountName: web
      restartPolicy: Never
      containers:
        - name: hello-world
          image: example.com/hello-world:1
          env:
            - name: AWS_ENDPOINT_URL_STS
              value: ${endpointUrl}
`;
}

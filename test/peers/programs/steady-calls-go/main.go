// Asks STS who it is by the AWS SDK for Go, five times a second until it is stopped, and prints a line of JSON for
// each call: {"start", "end", "key", "error"}: milliseconds since the epoch, the access key, what went wrong.
package main

import (
	"context"
	"encoding/json"
	"log"
	"os"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/service/sts"
)

const pause = 200 * time.Millisecond

type line struct {
	Start int64   `json:"start"`
	End   int64   `json:"end"`
	Key   *string `json:"key"`
	Error *string `json:"error"`
}

func main() {
	ctx := context.Background()
	settings, err := config.LoadDefaultConfig(ctx)
	check(err)
	client := sts.NewFromConfig(settings)
	output := json.NewEncoder(os.Stdout)
	for {
		start := time.Now()
		made := line{Start: start.UnixMilli()}
		if key, err := call(ctx, client, settings.Credentials); err == nil {
			made.Key = &key
		} else {
			text := err.Error()
			made.Error = &text
		}
		made.End = time.Now().UnixMilli()
		check(output.Encode(made))
		time.Sleep(pause - time.Since(start))
	}
}

func call(ctx context.Context, client *sts.Client, provider aws.CredentialsProvider) (string, error) {
	if _, err := client.GetCallerIdentity(ctx, nil); err != nil {
		return "", err
	}
	credentials, err := provider.Retrieve(ctx)
	return credentials.AccessKeyID, err
}

func check(err error) {
	if err != nil {
		log.Fatal(err)
	}
}

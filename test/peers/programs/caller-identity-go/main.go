// Prints whose credentials the AWS SDK for Go finds by its default chain, and where it found them.
// It asks until it has seen as many different access keys as its argument says.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"log"
	"os"
	"strconv"
	"time"

	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/service/sts"
	"github.com/aws/smithy-go"
)

func main() {
	wanted, err := strconv.Atoi(os.Args[1])
	check(err)
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	settings, err := config.LoadDefaultConfig(ctx)
	check(err)
	client := sts.NewFromConfig(settings)
	keys := map[string]bool{}
	for {
		identity, err := client.GetCallerIdentity(ctx, nil)
		if isExpired(err) {
			continue
		}
		check(err)
		credentials, err := settings.Credentials.Retrieve(ctx)
		check(err)
		keys[credentials.AccessKeyID] = true
		if len(keys) >= wanted {
			check(json.NewEncoder(os.Stdout).Encode(map[string]string{
				"arn": *identity.Arn, "source": credentials.Source,
			}))
			return
		}
		time.Sleep(200 * time.Millisecond)
	}
}

// Of instance metadata this SDK uses credentials to their last moment: a call may come too late with them.
func isExpired(err error) bool {
	var refusal smithy.APIError
	return errors.As(err, &refusal) && refusal.ErrorCode() == "ExpiredToken"
}

func check(err error) {
	if err != nil {
		log.Fatal(err)
	}
}

// Prints whose credentials an AWS SDK for Go v2 of 2023 finds by its default chain, and where it found them.
// It asks until it has seen as many different access keys as its argument says.
package main

import (
	"context"
	"encoding/json"
	"log"
	"os"
	"strconv"
	"time"

	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/service/sts"
)

func main() {
	wanted, err := strconv.Atoi(os.Args[1])
	check(err)
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	settings, err := config.LoadDefaultConfig(ctx)
	check(err)
	client := sts.NewFromConfig(settings, func(options *sts.Options) {
		options.EndpointResolver = sts.EndpointResolverFromURL(os.Getenv("AWS_ENDPOINT_URL_STS"))
	})
	keys := map[string]bool{}
	for {
		identity, err := client.GetCallerIdentity(ctx, nil)
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

func check(err error) {
	if err != nil {
		log.Fatal(err)
	}
}

// Prints whose credentials the AWS SDK for Go v1 finds by its default chain, and where it found them.
// It asks until it has seen as many different access keys as its argument says.
package main

import (
	"encoding/json"
	"log"
	"os"
	"strconv"
	"time"

	"github.com/aws/aws-sdk-go/aws"
	"github.com/aws/aws-sdk-go/aws/session"
	"github.com/aws/aws-sdk-go/service/sts"
)

func main() {
	wanted, err := strconv.Atoi(os.Args[1])
	check(err)
	end := time.Now().Add(time.Minute)
	settings, err := session.NewSession()
	check(err)
	client := sts.New(settings, aws.NewConfig().WithEndpoint(os.Getenv("AWS_ENDPOINT_URL_STS")))
	keys := map[string]bool{}
	for time.Now().Before(end) {
		identity, err := client.GetCallerIdentity(nil)
		check(err)
		credentials, err := settings.Config.Credentials.Get()
		check(err)
		keys[credentials.AccessKeyID] = true
		if len(keys) >= wanted {
			check(json.NewEncoder(os.Stdout).Encode(map[string]string{
				"arn": *identity.Arn, "source": credentials.ProviderName,
			}))
			return
		}
		time.Sleep(200 * time.Millisecond)
	}
	log.Fatalf("only %d access keys in a minute", len(keys))
}

func check(err error) {
	if err != nil {
		log.Fatal(err)
	}
}

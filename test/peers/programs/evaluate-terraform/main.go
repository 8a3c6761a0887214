// Command evaluate-terraform reads Terraform configuration by HashiCorp's own parser and prints, as JSON, its
// blocks with the values that their arguments have. The values that only "terraform apply" would know come as a
// JSON object on stdin, by type and label of their resource.
package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/hashicorp/hcl/v2/hclwrite"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"
	"github.com/zclconf/go-cty/cty/function/stdlib"
	ctyjson "github.com/zclconf/go-cty/cty/json"
)

type block struct {
	Type       string                     `json:"type"`
	Labels     []string                   `json:"labels"`
	Attributes map[string]json.RawMessage `json:"attributes"`
	Blocks     []block                    `json:"blocks"`
}

type document struct {
	// As "terraform fmt" would write it.
	Formatted bool    `json:"formatted"`
	Blocks    []block `json:"blocks"`
}

func main() {
	if err := run(os.Args[1]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(path string) error {
	source, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	context, err := readContext(os.Stdin)
	if err != nil {
		return err
	}
	file, diagnostics := hclsyntax.ParseConfig(source, path, hcl.InitialPos)
	if diagnostics.HasErrors() {
		return diagnostics
	}
	body, ok := file.Body.(*hclsyntax.Body)
	if !ok {
		return errors.New("not in HCL's own syntax")
	}
	blocks, err := evaluateBlocks(body, context)
	if err != nil {
		return err
	}
	formatted := string(hclwrite.Format(source)) == string(source)
	return json.NewEncoder(os.Stdout).Encode(document{Formatted: formatted, Blocks: blocks})
}

func readContext(input io.Reader) (*hcl.EvalContext, error) {
	text, err := io.ReadAll(input)
	if err != nil {
		return nil, err
	}
	kind, err := ctyjson.ImpliedType(text)
	if err != nil {
		return nil, err
	}
	known, err := ctyjson.Unmarshal(text, kind)
	if err != nil {
		return nil, err
	}
	return &hcl.EvalContext{
		Variables: known.AsValueMap(),
		Functions: map[string]function.Function{"chomp": stdlib.ChompFunc},
	}, nil
}

func evaluateBlocks(body *hclsyntax.Body, context *hcl.EvalContext) ([]block, error) {
	blocks := []block{}
	for _, found := range body.Blocks {
		attributes, err := evaluateAttributes(found.Body, context)
		if err != nil {
			return nil, err
		}
		inner, err := evaluateBlocks(found.Body, context)
		if err != nil {
			return nil, err
		}
		labels := append([]string{}, found.Labels...)
		blocks = append(blocks, block{found.Type, labels, attributes, inner})
	}
	return blocks, nil
}

func evaluateAttributes(
	body *hclsyntax.Body,
	context *hcl.EvalContext,
) (map[string]json.RawMessage, error) {
	attributes := map[string]json.RawMessage{}
	for name, attribute := range body.Attributes {
		value, diagnostics := attribute.Expr.Value(context)
		if diagnostics.HasErrors() {
			return nil, diagnostics
		}
		text, err := ctyjson.Marshal(value, cty.DynamicPseudoType)
		if err != nil {
			return nil, err
		}
		var typed struct {
			Value json.RawMessage `json:"value"`
		}
		if err := json.Unmarshal(text, &typed); err != nil {
			return nil, err
		}
		attributes[name] = typed.Value
	}
	return attributes, nil
}

module iamra.test/crane

go 1.26.0

require github.com/google/go-containerregistry v0.22.1

tool github.com/google/go-containerregistry/cmd/crane

#!/usr/bin/env bash
# Makes the embedded IDX files: the first 5,000 training and the first 1,000 test images of Fashion-MNIST,
# from the files of Debian's package dataset-fashion-mnist.
set -euo pipefail
here=$(cd "$(dirname "$0")/src/main/resources/nvae/dataset/idx/fashionmnist" && pwd)
from=${1:-/usr/share/datasets/fashion-mnist}

subset() { # FROM COUNT TO
  { printf '\x00\x00\x08\x03'; printf "\\x$(printf '%08x' "$2" | sed 's/../&\\x/g; s/\\x$//')"
    printf '\x00\x00\x00\x1c\x00\x00\x00\x1c'
    zcat "$from/$1" | tail -c +17 | head -c $(($2 * 784)) || true; } | gzip -9n > "$here/$3"
}

subset train-images-idx3-ubyte.gz 5000 train-images-idx3-ubyte.gz
subset t10k-images-idx3-ubyte.gz 1000 t10k-images-idx3-ubyte.gz

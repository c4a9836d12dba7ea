#!/usr/bin/env bash
# packaging/archive.sh OUTPUT: lever-VERSION-linux-x64.tar.gz with its SHA256. The same program gives the same bytes.
set -euo pipefail
umask 022
output=$(realpath -m "$1")
cd "$(dirname "$0")/.."
program=$(packaging/native.sh)
name=lever-$("$program" --version | cut -d' ' -f2)-linux-x64
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

mkdir -p "$output" "$folder/$name"/{bin,share/doc/lever,share/man/man1,share/bash-completion/completions,share/zsh/site-functions,share/fish/vendor_completions.d}
cd "$folder/$name"
install -m 755 "$program" bin/lever
install -m 644 "$OLDPWD"/{LICENSE,NOTICE} "$OLDPWD/packaging/about.md" share/doc/lever
install -m 644 "$OLDPWD"/docs/man/*.1 share/man/man1
bin/lever completions bash >share/bash-completion/completions/lever
bin/lever completions zsh >share/zsh/site-functions/_lever
bin/lever completions fish >share/fish/vendor_completions.d/lever.fish
{
  echo "Unpack it into /usr/local or ~/.local (tar --strip-components=1 -C ~/.local -xf $name.tar.gz), or run bin/lever where it lies."
  echo "It needs Linux on x64 with glibc $(objdump -T bin/lever | grep -o 'GLIBC_[0-9.]*' | cut -d_ -f2 | sort -Vu | tail -1) or newer, and links:"
  objdump -p bin/lever | awk '$1 == "NEEDED" { print "  " $2 }'
} >share/doc/lever/INSTALL
cd "$folder"
tar --sort=name --mtime=@0 --owner=0 --group=0 --numeric-owner -cf - "$name" | gzip -9n >"$output/$name.tar.gz"
cd "$output"
sha256sum "$name.tar.gz" >"$name.tar.gz.sha256"
echo "$output/$name.tar.gz"

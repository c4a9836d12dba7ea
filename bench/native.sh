# Sets LEVER_BINARY to the native program, built now unless it is set already. Read by the scripts beside it, in the repository's root.
if [ -z "${LEVER_BINARY:-}" ]; then
  dotnet publish src/Lever -c Release -r linux-x64 -v quiet --nologo >&2
  LEVER_BINARY=$PWD/artifacts/publish/Lever/release_linux-x64/lever
fi
export LEVER_BINARY

// Reads one profile by speedscope's own importer, as it does when a file is dropped on its page, and prints what it holds.
// `profile-peers.sh` bundles it with speedscope's source, which the alias `speedscope` names.
import {importProfilesFromArrayBuffer} from 'speedscope/src/import/index'
import {readFileSync} from 'fs'
import {basename} from 'path'

const path = process.argv[2]
const bytes = readFileSync(path)
const group = await importProfilesFromArrayBuffer(basename(path), bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length) as ArrayBuffer)
if (!group) {
  console.error(`${path}: not read`)
  process.exit(2)
}
console.log(group.profiles.length, group.profiles.reduce((sum, profile) => sum + profile.getTotalWeight(), 0))

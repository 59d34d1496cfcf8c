import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import type { Plugin } from 'vite'

const LEFT_OUT = new Set(['node_modules', 'dist'])

/**
 * Digest of every source of the page: of each file its path, a zero byte, its length, a zero byte and its bytes, in the
 * order of the paths' bytes. tests/web/test_built_page.py computes the same, so that a page older than its sources fails
 * where Node is not installed.
 */
export function digestOf(folder: string): string {
  const paths = filesUnder(folder).map((path) => relative(folder, path).split(sep).join('/'))
  const digest = createHash('sha256')
  for (const path of paths.sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)))) {
    const content = readFileSync(join(folder, path))
    digest.update(`${path}\0${content.length}\0`).update(content)
  }
  return digest.digest('hex')
}

function filesUnder(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (LEFT_OUT.has(entry.name)) return []
    const path = join(folder, entry.name)
    return entry.isDirectory() ? filesUnder(path) : [path]
  })
}

/** Writes built-from.json beside the page: what it was built from. */
export function sourcesDigest(): Plugin {
  let root = ''
  return {
    name: 'luncur-sources',
    apply: 'build',
    configResolved(config) {
      root = config.root
    },
    generateBundle() {
      const record = { sources_sha256: digestOf(root) }
      this.emitFile({ type: 'asset', fileName: 'built-from.json', source: `${JSON.stringify(record, null, 1)}\n` })
    },
  }
}

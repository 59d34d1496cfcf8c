import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Plugin } from 'vite'

// Licences under which a package may travel in the page; another one ends the build until somebody has read it.
const ALLOWED = new Set(['MIT', 'ISC', 'BSD-2-Clause', 'BSD-3-Clause', 'Apache-2.0', '0BSD', 'Zlib', 'CC0-1.0', 'BlueOak-1.0.0', 
  '(MIT OR Apache-2.0)',
])

const BUILT_WHOLE = new Set(['maplibre-gl'])

interface PackageRecord {
  name: string
  version: string
  license: string
  text: string
}

/** Writes LICENSES.txt: name, version, licence and its text, of every package of which a module is in the page. */
export function licences(): Plugin {
  return {
    name: 'luncur-licences',
    apply: 'build',
    generateBundle() {
      const folders = new Set<string>()
      for (const id of this.getModuleIds()) {
        const folder = packageFolder(id)
        if (folder !== null) folders.add(folder)
      }
      for (const folder of [...folders]) insideOf(folder).forEach((inner) => folders.add(inner))
      const records = [...folders].map(read).sort((a, b) => (a.name < b.name ? -1 : 1))
      for (const record of records) {
        if (!ALLOWED.has(record.license)) {
          this.error(`${record.name} ${record.version}: licence "${record.license}" is not among those that may travel`)
        }
      }
      this.emitFile({ type: 'asset', fileName: 'LICENSES.txt', source: written(records) })
    },
  }
}

/** The folder of the package that a module lies in, or null for the page's own modules. */
function packageFolder(id: string): string | null {
  const path = id.replace(/^\0/, '').split('?')[0] ?? ''
  const at = path.lastIndexOf('/node_modules/')
  if (at < 0) return null
  const [first, second] = path.slice(at + '/node_modules/'.length).split('/')
  const name = first?.startsWith('@') ? `${first}/${second}` : first
  const folder = join(path.slice(0, at), 'node_modules', name ?? '')
  return existsSync(join(folder, 'package.json')) ? folder : dirname(path)
}

/** Packages of which a package's own built file holds parts: MapLibre is published as one file. */
function insideOf(folder: string): string[] {
  const about = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Record<string, unknown>
  if (!BUILT_WHOLE.has(String(about.name))) return []
  const names = Object.keys((about.dependencies ?? {}) as object).filter((name) => !name.startsWith('@types/'))
  return names.map((name) => join(dirname(folder), name)).filter((inner) => existsSync(join(inner, 'package.json')))
}

function read(folder: string): PackageRecord {
  const about = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Record<string, unknown>
  const files = readdirSync(folder).filter((name) => /^(licen[cs]e|notice)/i.test(name))
  return {
    name: String(about.name),
    version: String(about.version),
    license: typeof about.license === 'string' ? about.license : 'unknown',
    text: files.map((file) => readFileSync(join(folder, file), 'utf8').trim()).join('\n\n'),
  }
}

function written(records: PackageRecord[]): string {
  const head = 'Packages of which parts are in this page, each with its licence.\n'
  const parts = records.map((r) => {
    const text = r.text === '' ? `(The package carries no licence file; its package.json says ${r.license}.)` : r.text
    return `${'='.repeat(100)}\n${r.name} ${r.version}: ${r.license}\n\n${text}\n`
  })
  return [head, ...parts].join('\n')
}

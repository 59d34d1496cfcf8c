/** The fields of the form, made from the mission's JSON Schema: what kind each is, its units, limits and choices. */

import type { Schema } from '../../api/jobs'
import type { Value } from './toml'

export type FieldKind = 'text' | 'choice' | 'number' | 'quantity' | 'flag' | 'choices' | 'list' | 'moment'

export interface Field {
  path: string
  key: string
  kind: FieldKind
  /** Where its table is there at all. */
  required: boolean
  choices: string[]
  /** Units that the field knows, "kg, t, g, lb"; the first is that of the SI. */
  units: string
  minimum: number | null
  maximum: number | null
  /** What holds where it is left out; null where nothing is told. */
  default: Value | null
}

export interface Section {
  name: 'general' | 'payload' | 'weather' | 'failure' | 'people'
  fields: Field[]
}

// Files stay on the machine that reads them: a page names none.
const NEED_FILES = ['geotiff', 'profile', 'grid', 'ensemble']
const LEFT_OUT = ['schema', 'hypothetical', 'file', 'files', 'file_kind', 'atmosphere_file', 'fragments', 'turns']

export function sectionsOf(schema: Schema): Section[] {
  const general = ['name', 'title', 'site', 'vehicle', 'launch.time', 'criteria']
  const sections: Section[] = [
    { name: 'general', fields: general.flatMap((path) => fieldAt(schema, path) ?? []) },
    { name: 'payload', fields: fieldsOf(schema, ['payload']) },
    { name: 'weather', fields: fieldsOf(schema, ['weather', 'weather.wind']) },
    { name: 'failure', fields: fieldsOf(schema, ['failure', 'failure.history']) },
    { name: 'people', fields: fieldsOf(schema, ['people']) },
  ]
  return sections.filter((section) => section.fields.length > 0)
}

function fieldsOf(schema: Schema, tables: string[]): Field[] {
  return tables.flatMap((table) => {
    const node = nodeAt(schema, table)
    return Object.keys(node?.properties ?? {}).flatMap((key) => fieldAt(schema, `${table}.${key}`) ?? [])
  })
}

function nodeAt(schema: Schema, path: string): Schema | null {
  let node: Schema | null = schema
  if (path === '') return node
  for (const key of path.split('.')) {
    const inner: Schema | undefined = node?.properties?.[key]
    if (inner === undefined) return null
    node = resolved(schema, inner)
  }
  return node
}

/** The first alternative that is not "nothing" and not a value with its source, with references followed. */
function resolved(schema: Schema, node: Schema): Schema {
  let found = node
  for (let depth = 0; depth < 8; depth++) {
    if (found.$ref !== undefined) {
      found = schema.$defs?.[found.$ref.replace('#/$defs/', '')] ?? {}
      continue
    }
    const options: Schema[] = (found.anyOf ?? []).filter((one) => one.type !== 'null' && !(one.properties && 'value' in one.properties))
    if (options.length === 0 || found.description !== undefined) break
    found = options[0] ?? {}
  }
  return found
}

function fieldAt(schema: Schema, path: string): Field | null {
  const cut = path.lastIndexOf('.')
  const [table, key] = cut < 0 ? ['', path] : [path.slice(0, cut), path.slice(cut + 1)]
  const parent = nodeAt(schema, table)
  const own = parent?.properties?.[key]
  if (own === undefined || LEFT_OUT.includes(key)) return null
  const node = resolved(schema, own)
  const kind = kindOf(node)
  if (kind === null) return null
  const number = node.type === 'number' || node.type === 'integer' ? node : null
  return {
    path,
    key,
    kind,
    required: parent?.required?.includes(key) ?? false,
    choices: (node.enum ?? node.items?.enum ?? []).filter((choice) => !NEED_FILES.includes(choice)),
    units: kind === 'quantity' ? (/\(([^)]*)\)/.exec(node.description ?? '')?.[1] ?? '') : '',
    minimum: number?.minimum ?? null,
    maximum: number?.maximum ?? null,
    default: (own.default as Value | null | undefined) ?? null,
  }
}

function kindOf(node: Schema): FieldKind | null {
  if (node.description?.includes('text with a unit')) return 'quantity'
  if (node.enum !== undefined) return 'choice'
  if (node.format === 'date-time') return 'moment'
  if (node.description !== undefined && node.anyOf?.some((one) => one.type === 'string')) return 'text' // a built-in's name
  switch (node.type) {
    case 'string':
      return 'text'
    case 'integer':
    case 'number':
      return 'number'
    case 'boolean':
      return 'flag'
    case 'array':
      if (node.items?.enum !== undefined) return 'choices'
      return node.items?.type === 'string' ? 'list' : null
    default:
      return null
  }
}

const NUMBER = /^[+-]?\d+(\.\d+)?([eE][+-]?\d+)?$/
const MOMENT = /^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})?)?$/

/** What is typed into a field as TOML; what it should not be goes in as text, and the check says what was expected. */
export function literalOf(field: Field, typed: string | boolean | string[]): string | null {
  if (typeof typed === 'boolean') return String(typed)
  if (Array.isArray(typed)) return `[${typed.map(quoted).join(', ')}]`
  const text = typed.trim()
  if (text === '') return null
  switch (field.kind) {
    case 'number':
    case 'quantity':
      return NUMBER.test(text) ? text : quoted(text)
    case 'moment':
      return MOMENT.test(text) ? text : quoted(text)
    case 'list':
      return `[${text.split(',').map((one) => one.trim()).filter((one) => one !== '').map(quoted).join(', ')}]`
    default:
      return quoted(text)
  }
}

/** JSON's strings are TOML's, but that TOML forbids one more sign that does not print. */
function quoted(text: string): string {
  return JSON.stringify(text).replaceAll('\u007f', '\\u007f')
}

/** A value as it stands in a field's box; null where the text holds what the box cannot show. */
export function shown(field: Field, value: Value | undefined): string | null {
  if (value === undefined) return ''
  if (Array.isArray(value)) {
    const plain = value.every((one) => typeof one === 'string' || typeof one === 'number')
    return (field.kind === 'list' || field.kind === 'choices') && plain ? value.map(String).join(', ') : null
  }
  return typeof value === 'object' ? null : String(value)
}
